"""One's own sign-ins and password."""

from api.services import Services
from domain.firms.sign_in import begin_session
from persistence.firms.passwords import ArgonPasswords
from tests.api.conftest import Client, signed_in

OLD, NEW = "correct horse battery", "staple battery horse"


async def test_one_sees_and_ends_ones_own_sessions_only(
    owner: Client, employee: Client, services: Services
) -> None:
    second = await begin_session(
        owner.member.id, "phone", "10.0.0.7", owner.world.uow(), owner.world.context()
    )
    listed = (await owner.get("/v1/sessions", include="total")).json()
    assert [(one["user_agent"], one["present"]) for one in listed["data"]] == [
        ("phone", False),
        ("test", True),
    ]
    assert listed["total"] == 2
    path = f"/v1/sessions/{second.session.id}"
    assert (await employee.send("DELETE", path)).status_code == 404
    assert (await owner.send("DELETE", path)).status_code == 204
    assert len((await owner.get("/v1/sessions")).json()["data"]) == 1


async def test_a_new_password_ends_the_other_sessions(owner: Client, services: Services) -> None:
    async with owner.world.uow() as uow:
        member = await uow.members.locked(owner.member.id)
        member.password_hash = await ArgonPasswords().hash(OLD)
        await uow.commit()
    elsewhere = await signed_in(services, owner.world, owner.member)
    assert (await elsewhere.get("/v1/me")).status_code == 200

    wrong = await owner.post("/v1/me/password", {"current_password": "nonsense", "new_password": NEW})
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "password_wrong")
    short = await owner.post("/v1/me/password", {"current_password": OLD, "new_password": "x"})
    assert short.json()["errors"][0]["pointer"] == "/new_password"
    changed = await owner.post("/v1/me/password", {"current_password": OLD, "new_password": NEW})
    assert changed.status_code == 204

    assert (await owner.get("/v1/me")).status_code == 200
    assert (await elsewhere.get("/v1/me")).status_code == 401
    async with owner.world.uow() as uow:
        stored = (await uow.members.get(owner.member.id)).password_hash
    assert await ArgonPasswords().verify(NEW, stored)
    async with owner.world.database.reading(owner.world.firm.id) as reading:
        told = await reading.driver.fetch("SELECT changes::text || data::text AS text FROM history")
    assert not any("argon2" in row["text"] for row in told)
    await elsewhere.http.aclose()
