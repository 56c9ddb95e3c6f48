"""Whether this process lives, and whether it can serve: for load balancers and service managers."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from raitti.search.actions import is_stale
from raitti.site.middleware import Answer


def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """200 when pages can be served, else 503; `checks` tells which part is missing."""
    checks = {"database": False, "migrations": False, "index": False}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        checks["database"] = True
        checks["migrations"] = _waiting_migrations() == 0
        # Without its table the index cannot be asked about.
        checks["index"] = checks["migrations"] and not is_stale()
    except DatabaseError:
        connection.close()
    is_ready = all(checks.values())
    return JsonResponse({"ready": is_ready, "checks": checks}, status=200 if is_ready else 503)


def _waiting_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def answer_health(get_response: Answer) -> Answer:
    """Answer before anything asks for a known host, https, a session or the database."""
    views = {"/health/live": live, "/health/ready": ready}

    def answer(request: HttpRequest) -> HttpResponse:
        view = views.get(request.path_info.rstrip("/"), get_response)
        response = view(request)
        if view is not get_response:
            response["Cache-Control"] = "no-store"
        return response

    return answer
