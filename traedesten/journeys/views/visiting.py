from django.http import HttpResponse


def plan_visit(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def report_visit(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)


def cancel_visit(request, *args, **kwargs):
    return HttpResponse("STUB", status=501)

