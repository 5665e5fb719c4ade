"""Threads of a worker take turns, and nobody waits long for his."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest

from gfmd_portal import turns
from gfmd_portal.turns import TurnsMiddleware


def test_one_answer_is_made_at_a_time(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 60)
    alone, together = Lock(), []

    def answer(request):
        together.append(not alone.acquire(blocking=False))
        for _step in range(1000):
            pass
        alone.release()
        return request

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(TurnsMiddleware(answer), range(200))) == list(range(200))
    assert together == [False] * 200


def test_nobody_waits_for_what_takes_long(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.01)
    begun, done = Event(), Event()

    def answer(request):
        if request == "booklet":
            begun.set()
            assert done.wait(60)
        return request

    middleware = TurnsMiddleware(answer)
    with ThreadPoolExecutor(1) as thread:
        long = thread.submit(middleware, "booklet")
        assert begun.wait(60)
        assert middleware("page") == "page"
        assert not long.done()
        done.set()
        assert long.result(60) == "booklet"


def test_an_answer_that_fails_gives_its_turn_on(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 60)
    middleware = TurnsMiddleware(lambda request: 1 / request)
    for _turn in range(2):
        with pytest.raises(ZeroDivisionError):
            middleware(0)
    assert middleware(2) == 0.5
