"""The coordinator's board: who waits, what is the next thing to do, and who fits the one who has waited longest."""

from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst

from traedesten.audit.actions import look
from traedesten.domain.access import Deed, require
from traedesten.groups.queries import pool
from traedesten.home import beside, queries
from traedesten.matching import queries as matching
from traedesten.outcomes import queries as outcomes


def board(request, site):
    require(request.actor, Deed.MOVE_REFERRAL, site_id=request.site.pk)
    now, asked = timezone.now(), request.GET
    found = queries.board(now, asked.get("omraade", ""))
    under_way, is_list = beside.under_way(now), asked.get("vis") == "liste"
    chosen = found.in_question(asked.get("forslag", ""))
    suggestions = matching.suggestions_for(chosen, now) if chosen else None
    page = {
        "board": found,
        "columns": [(name, found.column(name)) for name in (queries.NEW, queries.CLARIFYING, queries.WAITING)],
        "moved": asked.get("flyttet", ""),
        "is_list": is_list,
        "under_way": under_way,
        "silent_words": capfirst(queries.in_words(under_way.silent)),
        "here": "board",
        "suggestions": suggestions,
        "chosen": chosen and chosen.pk,
    }
    shown = [*found.people, *under_way.people, *(suggestions.people if suggestions else ())]
    look(by=request.actor, page="home:board", people=shown, now=now)
    if "HX-Request" in request.headers:
        return render(request, "home/board_columns.html", page)
    headline = {
        "waiting": len(found.shown),
        "waiting_words": capfirst(queries.in_words(len(found.shown))),
        "room": matching.free_room(now),
        "late_for_groups": pool.late(now),
        "to_call": outcomes.number_of_tasks(),
        "nameless_low": outcomes.number_of_nameless_tasks(),
    }
    return render(request, "home/board.html", {**page, **headline})
