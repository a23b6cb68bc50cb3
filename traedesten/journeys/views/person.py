from django.http import HttpResponse


def enter(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def page(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def agreement(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def consents(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def lookups(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def calendar(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def guide_picture(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def cancel_visit(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def ask_for_call(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def pause(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

