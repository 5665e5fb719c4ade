"""A network as in a full hall: a TCP proxy that is late, slow, drops connections, and at times gives nothing."""

import asyncio
import random
import threading

LATENCY = 0.4
BYTES_A_SECOND = 50_000
RESETS = 0.2
STALLS = 0.1
STALL_SECONDS = 3


class BadHall:
    """The proxy before a server, in a thread of its own. The same seed drops the same connections.

    `fine` makes it pass everything on as it comes; `silent` makes it take what is sent and answer nothing at all.
    """

    def __init__(self, port, to_port, seed=7):
        self.port, self.to_port = port, to_port
        self.random = random.Random(seed)
        self.fine = self.silent = False
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self.ready = threading.Event()
        self.thread.start()
        self.ready.wait(10)
        return self

    def __exit__(self, *_error):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(10)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        server = self.loop.run_until_complete(asyncio.start_server(self._connected, "127.0.0.1", self.port))
        self.ready.set()
        self.loop.run_forever()
        # What is still on its way ends here, not as a complaint in the test that runs next.
        server.close()
        left = asyncio.all_tasks(self.loop)
        for task in left:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self.loop.close()

    async def _connected(self, reader, writer):
        await asyncio.sleep(0 if self.fine else LATENCY)
        if not (self.fine or self.silent) and self.random.random() < RESETS:
            writer.transport.abort()
            return
        upstream, downstream = await asyncio.open_connection("127.0.0.1", self.to_port)
        await asyncio.gather(self._pass(reader, downstream), self._pass(upstream, writer), return_exceptions=True)

    def _late(self, data):
        stalled = self.random.random() < STALLS
        return LATENCY / 2 + len(data) / BYTES_A_SECOND + (STALL_SECONDS if stalled else 0)

    async def _pass(self, reader, writer):
        while data := await reader.read(10_000):
            while self.silent:
                await asyncio.sleep(0.1)
            await asyncio.sleep(0 if self.fine else self._late(data))
            writer.write(data)
            await writer.drain()
        while self.silent:
            await asyncio.sleep(0.1)
        writer.close()
