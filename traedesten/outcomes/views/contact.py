"""Somebody is to be called: who, by when, and what was done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from traedesten.audit.actions import look
from traedesten.consent.queries import contact_stopped
from traedesten.domain.access import Deed, require
from traedesten.outcomes import actions, queries
from traedesten.outcomes.forms import CloseTask
from traedesten.ui.typed import bound


def tasks(request, site):
    require(request.actor, Deed.CLOSE_CONTACT_TASK, site_id=request.site.pk)
    now = timezone.now()
    rows, closed = list(queries.open_tasks()), list(queries.closed_tasks())
    people = {row.asking.person_id for row in (*rows, *closed)} - {None}
    look(by=request.actor, page="outcomes:tasks", people=people, now=now)
    page = {
        "rows": [row for row in rows if row.asking.journey],
        "nameless": [row for row in rows if row.asking.journey is None],
        "closed": closed,
        "stopped": contact_stopped(people),
        "today": timezone.localdate(),
    }
    return render(request, "outcomes/tasks.html", page)


def close(request, site, task_id):
    require(request.actor, Deed.CLOSE_CONTACT_TASK, site_id=request.site.pk)
    task, now = get_object_or_404(queries.all_tasks(), pk=task_id), timezone.now()
    form = bound(request, CloseTask)
    if request.method == "POST" and form.is_valid():
        actions.close_contact_task(by=request.actor, task=task, now=now, **form.cleaned_data)
        messages.success(request, _("Tak. Nu er det skrevet ned."))
        return redirect("outcomes:tasks", site)
    person = task.asking.person_id
    look(by=request.actor, page="outcomes:close_task", people=[person], now=now)
    page = {"form": form, "task": task, "stopped_at": contact_stopped([person]).get(person)}
    return render(request, "outcomes/close_task.html", page, status=422 if form.errors else 200)
