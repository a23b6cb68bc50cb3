from django.http import HttpResponse


def pause(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def resume(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def step_back(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def set_back(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def answer_follow_up(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def end_journey(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def reopen_journey(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

