from django.http import HttpResponse


def accept(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def assess(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def reassess(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def hand_over(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def assign_guide(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def release_guide(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

