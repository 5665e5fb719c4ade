"""The words that scripts show. They stand in the page, in its language, because no script holds words of its own."""

from django.utils.translation import gettext as _


def words():
    """The words of `mine.js`, which runs where there is something to keep, by the names that it gives them."""
    return {
        "star": _("Star {name}"),
        "star_short": _("Star"),
        "clash": _("Overlaps with {names}, which you starred too."),
        "thrown": _("The stars and notes on this device could not be read and were thrown away."),
        "not_kept": _("This device does not let the portal keep anything, so the change is lost."),
        "note": _("My note"),
        "note_label": _("My note on {name}. It stays on this device."),
        "question": _("Question {number}"),
        "asked": _("“{words}”"),
        "left_notes": _("My notes on questions that have changed"),
        "left_notes_why": _(
            "These questions are no longer here, or are worded differently. "
            "Each note stays with the words it was written about."
        ),
        "saved": _("This meeting is saved on this device ({time}). It can be read without a network."),
        "saved_part": _(
            "This meeting is saved on this device ({time}). It is large, so some pages are left out: {count}."
        ),
        "save": _("Save this meeting to read without a network"),
        "saving": _("Saving …"),
        "save_failed": _("The meeting could not be saved. Try again where the network is better."),
        "no_network": _("Saved {time}, no network."),
        "slow_network": _("Saved {time}. The network is too slow at the moment."),
        "gone_network": _("Saved {time}. This meeting is no longer on the portal."),
        "saved_here": _("Saved on this device"),
        "may_be_old": _("Rooms and times may have changed since."),
        "try_again": _("Try again"),
        "not_narrowed": _("Filters need the network. This is the whole page without them."),
        "copy_thrown": _("A saved copy was damaged and has been thrown away."),
    }


def offline_words():
    """The words of `saved.js`."""
    return {
        "found": _("Sessions found in what is saved: {count}"),
        "found_none": _("No saved session has all these words."),
        "gone": _("No longer on the portal."),
        "remove": _("Remove this copy"),
        "remove_sure": _("Remove the saved copy of {name}? The meeting is no longer on the portal."),
        "removed": _("The copy was removed from this device."),
    }


def agenda_words():
    """The words of `my-agenda.js`."""
    return {
        "reading": _("Reading the agendas …"),
        "empty": _("No session is starred on this device yet. Open an agenda and press the star beside a session."),
        "unknown_day": _("Day not stated"),
        "gone": _("{name} is no longer on record."),
        "gone_meeting": _("No longer on the portal. This is what is saved on this device."),
        "other_notes": _("Notes on sessions without a star"),
        "unread": _("The sessions of {name} could not be loaded. Try again where the network is better."),
        "calendar_made": _("The address was made. What is behind it follows your stars from now on."),
        "calendar_failed": _("The portal could not be reached. Your stars are kept on this device all the same."),
        "calendar_gone": _("The address was forgotten and leads nowhere now."),
        "calendar_until": _("Kept until {date}, and longer each time your stars change."),
        "forgotten": _("Everything kept on this device has been forgotten."),
        "forgotten_here": _(
            "Everything else on this device has been forgotten. "
            "The address will be too, as soon as the portal can be reached."
        ),
        "imported": _("The sessions were added to those that are starred on this device."),
        "sure": _("Forget all stars, notes and saved meetings on this device, and the address?"),
    }
