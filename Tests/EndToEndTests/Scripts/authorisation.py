"""Every route, every role, own and other district: the expected answer comes from the table below, and from it alone.

A route that the document lists and the table does not, or the other way about, is a fault.
"""

from api import FACTS, check, client, end

ANY = {"officer", "reviewer", "registrar", "auditor", "admin"}
WORK = {"officer", "reviewer", "admin"}
OWN, OTHER = "410184", "410122"

# method, path, who may, what it is about: a case (another district's is not there), a list (another district's is left
# out), a station, or nothing of a district.
TABLE = [
    ("get", "/api/v1/cases", ANY, "list"),
    ("get", "/api/v1/cases/{id}", ANY, "case"),
    ("get", "/api/v1/cases/{id}/events", ANY, "case"),
    ("get", "/api/v1/cases/{id}/media/{sha256}", WORK, "medium"),
    ("post", "/api/v1/cases/{id}/confirm", {"reviewer", "admin"}, "step"),
    ("post", "/api/v1/cases/{id}/dismiss", {"reviewer", "admin"}, "step"),
    ("post", "/api/v1/cases/{id}/revoke", {"reviewer", "admin"}, "step"),
    ("post", "/api/v1/cases/{id}/notify", {"officer", "admin"}, "step"),
    ("post", "/api/v1/cases/{id}/decide", {"officer", "admin"}, "step"),
    ("post", "/api/v1/cases/{id}/close", {"officer", "admin"}, "step"),
    ("patch", "/api/v1/cases/{id}", {"officer", "reviewer", "admin"}, "step"),
    ("get", "/api/v1/changes", ANY, "changes"),
    ("get", "/api/v1/entry", WORK, "entry"),
    ("get", "/api/v1/passages", ANY, "list"),
    ("get", "/api/v1/stations", ANY, "list"),
    ("get", "/api/v1/instruments", ANY, "list"),
    ("get", "/api/v1/gaps", ANY, "list"),
    ("get", "/api/v1/quarantine", {"registrar", "auditor", "admin"}, "list"),
    ("get", "/api/v1/stream", WORK, "stream"),
    ("get", "/api/v1/whoami", ANY, "none"),
    ("get", "/api/v1/openapi.json", None, "none"),
    ("get", "/health/live", None, "none"),
    ("get", "/health/ready", None, "none"),
    ("get", "/metrics", None, "none"),
]


def district_of(item):
    return item.get("district") or (item.get("station") or item.get("source") or "").split("-")[0]


def ask(http, method, path, case):
    path = path.replace("{id}", case).replace("{sha256}", "0" * 64)
    path = path.removeprefix("/api/v1") if path.startswith("/api/v1") else "@" + path
    url = path if not path.startswith("@") else str(http.base_url).split("/api/v1")[0] + path[1:]
    options = {}
    if method in ("post", "patch"):
        # A body with nothing in it and any version: whoever may gets to the parts that are missing.
        options = {"json": {}, "headers": {"If-Match": "*"}}
    if path == "/entry":
        options = {"params": {"plate": "豫A10001", "station": "410184-07"}}
    if path == "/stream":
        with http.stream("GET", url) as answer:
            return answer.status_code, None
    answer = http.request(method, url, **options)
    try:
        return answer.status_code, answer.json()
    except ValueError:
        return answer.status_code, None


def expected(about, role, allowed, bound, of):
    """The status for a caller bound to a district, about something of a district."""
    if role not in allowed:
        return {403}
    if bound and bound != of and about in ("case", "medium", "step", "entry"):
        return {404}
    if about == "medium":
        return {404}
    # Nothing may come of an empty body: it is told what is missing, or that the state does not allow it.
    return {409, 422} if about == "step" else {200}


def main():
    served = {(method, path) for path, item in client().get("/openapi.json").json()["paths"].items() for method in item}
    table = {(method, path) for method, path, _, _ in TABLE}
    check(served == table, "only in the document:", served - table, "only in the table:", table - served)
    with client("admin") as admin:
        cases = {district_of(item): item["id"] for item in admin.get("/cases").json()["items"]}
    check(set(cases) == {OWN, OTHER}, "cases of", set(cases))
    count = 0
    for method, path, allowed, about in TABLE:
        with client() as nobody:
            status, _ = ask(nobody, method, path, cases[OWN])
            check(status == (200 if allowed is None else 401), method, path, "without a token:", status)
            count += 1
        for name in sorted(FACTS):
            role, _, bound = name.partition("@")
            with client(name) as http:
                for of in (OWN, OTHER):
                    if about == "entry" and of == OTHER:
                        continue
                    status, body = ask(http, method, path, cases[of])
                    count += 1
                    want = {200} if allowed is None else expected(about, role, allowed, bound, of)
                    check(status in want, name, method, path, "of", of, "answered", status, "not", want)
                    if status == 200 and about in ("list", "changes") and bound:
                        seen = {district_of(item) for item in body["items"] if "case" not in item}
                        check(seen <= {bound}, name, path, "shows", seen)
                        ids = {item["case"] for item in body["items"] if "case" in item}
                        check(ids <= {cases[bound]}, name, path, "shows", ids)
    print("asked", count)


main()
end()
