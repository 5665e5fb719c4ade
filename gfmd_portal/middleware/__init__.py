"""What every request passes on its way to a page, and every answer on its way back.

The order is that of `MIDDLEWARE` in the settings. A request goes down, its answer comes up, and whoever answers before
the page is asked spares all that stands below. Between ours stand Django's, WhiteNoise's and those of django-axes
and django-otp.

`unchanged`, around the whole portal in `wsgi.py`
    Says “not changed” again to whoever was told so before, while nothing has changed.
    It comes before Django, which takes several times as long.
`head`
    Sends headers alone to whoever asks with HEAD.
    Before all that answers, so that the length it tells is that of the answer to GET, of a refusal too.
`cors`
    Opens files and the API to pages of other sites (CORS).
    Before all that answers, because a browser refuses also a redirect or a 304 that lacks these headers.
`isolation`
    Sets the headers that keep pages apart from other sites.
    Before WhiteNoise, so that static files carry them too.
`compression`
    Compresses what is public.
    Before `conditional`, which keeps pages as they are written and serves them to readers of every encoding.
`conditional`
    Answers 304, or with a page that was made before, and says who may keep an answer.
    Before all that looks up records: a page unchanged costs one small query.
`languages`
    Speaks the language that the address begins with.
    Before all that writes words: refusals, pages for what is missing.
`long_addresses`
    Refuses an address with more words than anybody typed.
    Before `former_names`, which reads them all.
`former_names`
    Leads addresses of former names, or without the slash at their end, to those of today where there is a page.
    Before Django's session and everything that belongs to one page, for no page is made.
`second_factor`
    Takes whoever gave a password alone, where a code is asked for too, for a visitor.
    Behind Django's and django-otp's, which say who it is, and before every page.
"""
