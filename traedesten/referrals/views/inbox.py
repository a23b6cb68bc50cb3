from django.http import HttpResponse


def inbox(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def referral(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def record_call(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def move(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def ask_more(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def decline(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def review_held(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

