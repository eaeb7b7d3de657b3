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
    ("get", "/api/v1/cases/{id}/file", WORK, "case"),
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
    ("get", "/api/v1/reports/day", ANY, "report"),
    ("get", "/api/v1/reports/month", ANY, "report"),
    ("get", "/api/v1/stream", WORK, "stream"),
    ("get", "/api/v1/subjects/vehicles/{id}", ANY, "case"),
    ("get", "/api/v1/subjects/drivers/{id}", ANY, "case"),
    ("get", "/api/v1/subjects/companies/{id}", ANY, "case"),
    ("get", "/api/v1/subjects/sites/{id}", ANY, "case"),
    ("get", "/api/v1/referrals", ANY, "referrals"),
    ("get", "/api/v1/referrals/{id}", ANY, "case"),
    ("get", "/api/v1/referrals/{id}/file", WORK, "case"),
    ("post", "/api/v1/referrals/{id}/acknowledge", {"officer", "admin"}, "step"),
    ("post", "/api/v1/referrals/{id}/outcome", {"officer", "admin"}, "step"),
    ("get", "/api/v1/whoami", ANY, "none"),
    ("get", "/api/v1/openapi.json", None, "none"),
    ("get", "/health/live", None, "none"),
    ("get", "/health/ready", None, "none"),
    ("get", "/metrics", None, "none"),
]


# What each district's case is said to be of; `evasion` hands it over to the police, which is its referral.
FIELDS = {
    OWN: {"driver": "410184199001010001", "company": "91350100M000100Y43", "loading_site": "YT-1"},
    OTHER: {"driver": "410122199001010002", "company": "91410171MA3YT00025", "loading_site": "YT-2"},
}


def targets(admin, cases):
    """What the {id} of each sort of path is for a district: a case, or what its case is of."""
    found = {}
    for of, case in cases.items():
        body = FIELDS[of] | {"circumstances": "evasion"}
        answer = admin.patch("/cases/" + case, json=body, headers={"If-Match": "*"})
        check(answer.status_code == 200, "PATCH", answer.text)
        referral = next(item for item in admin.get("/referrals").json()["items"] if item["cases"] == [case])
        found[of] = {
            "cases": case,
            "referrals": referral["id"],
            "vehicles": admin.get("/cases/" + case).json()["plate"],
            "drivers": FIELDS[of]["driver"],
            "companies": FIELDS[of]["company"],
            "sites": FIELDS[of]["loading_site"],
        }
    return found


def district_of(item):
    return item.get("district") or (item.get("station") or item.get("source") or "").split("-")[0]


def ask(http, method, path, target):
    sort = path.split("/{id}")[0].rsplit("/", 1)[-1]
    path = path.replace("{id}", target.get(sort, "")).replace("{sha256}", "0" * 64)
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
        target = targets(admin, cases)
    count = 0
    clients = {name: client(name) for name in sorted(FACTS)}
    for method, path, allowed, about in TABLE:
        with client() as nobody:
            status, _ = ask(nobody, method, path, target[OWN])
            check(status == (200 if allowed is None else 401), method, path, "without a token:", status)
            count += 1
        for name, http in clients.items():
            role, _, bound = name.partition("@")
            for of in (OWN, OTHER):
                if about == "entry" and of == OTHER:
                    continue
                status, body = ask(http, method, path, target[of])
                count += 1
                want = {200} if allowed is None else expected(about, role, allowed, bound, of)
                check(status in want, name, method, path, "of", of, "answered", status, "not", want)
                if status == 200 and about == "report" and bound:
                    seen = {item["key"] for item in body["districts"]}
                    seen |= {item["key"].split("-")[0] for item in body["stations"]}
                    check(seen == {bound}, name, path, "shows", seen)
                if status == 200 and about == "referrals" and bound:
                    seen = {item["id"] for item in body["items"]}
                    check(seen == {target[bound]["referrals"]}, name, path, "shows", seen)
                if status == 200 and path.endswith("/drivers/{id}"):
                    is_whole = body["id"] == FIELDS[of]["driver"]
                    check(is_whole == (role in WORK), name, path, "shows", body["id"])
                if status == 200 and about == "changes":
                    check(("behind" in body) == (not bound), name, path, "tells how many events of all districts follow")
                if status == 200 and about in ("list", "changes") and bound:
                    own = [item for item in body["items"] if "case" not in item and "referral" not in item]
                    seen = {district_of(item) for item in own}
                    check(seen <= {bound}, name, path, "shows", seen)
                    ids = {item["case"] for item in body["items"] if "case" in item}
                    check(ids <= {cases[bound]}, name, path, "shows", ids)
                    ids = {item["referral"] for item in body["items"] if "referral" in item}
                    check(ids <= {target[bound]["referrals"]}, name, path, "shows", ids)
    print("asked", count)


main()
end()
