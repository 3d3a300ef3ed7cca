# SPDX-License-Identifier: MIT
"""Prisoner search records as the live service writes them, dirt included."""
from datetime import timedelta

from . import people as rows

ROSH_WORDS = {"low": "RLRH", "medium": "RMRH", "high": "RHRH", "very_high": "RVHR"}


def iso(day):
    return day.isoformat() if day else None


def officer(staff, number, unit):
    if number is None:
        return {"code": unit + "U", "name": {"forename": "Unallocated", "surname": "Staff"},
                "unallocated": True}
    member = staff.find(number)
    forename, surname = member.name.split(" ", 1)
    answer = {"code": member.id, "name": {"forename": forename, "surname": surname},
              "unallocated": False}
    if member.email:
        answer["email"] = member.email
    return answer


def record(person, rng, staff):
    release = person.release or person.opened + timedelta(days=100 + person.number % 50)
    licence = release + timedelta(days=rng.randint(90, 360)) if person.supervised else None
    confirmed = person.number % 6 == 1
    automatic = person.number % 9 == 4
    home = rng.random() < 0.08
    text = {
        "prisonerNumber": person.noms, "crn": person.crn,
        "pncNumber": "%d/%06dN" % (1985 + person.number % 30, 338000 + person.number),
        "croNumber": "%06d/%02dJ" % (126000 + person.number, person.number % 100),
        "bookingId": "%07d" % (1200000 + person.number),
        "bookNumber": "W%05d" % (75000 + person.number),
        "firstName": "DEMO", "middleNames": None, "lastName": "PERSON-%03d" % person.number,
        "dateOfBirth": "%d-%02d-%02d" % (1965 + person.number % 40, 1 + person.number % 12,
                                         1 + person.number % 28),
        "gender": "Female" if person.female else "Male",
        "ethnicity": None, "youthOffender": person.prison == "ZZD", "maritalStatus": None,
        "status": "ACTIVE IN", "lastMovementTypeCode": "ADM", "lastMovementReasonCode": "I",
        "inOutStatus": "IN", "prisonId": person.prison, "prisonName": staff.prisons[person.prison],
        "cellLocation": "%s-%d-%03d" % ("ABCDEK"[person.number % 6], 1 + person.number % 4,
                                        1 + person.number % 60),
        "alerts": alerts(person), "csra": "Standard", "category": "CDR"[person.number % 3],
        "legalStatus": "SENTENCED", "imprisonmentStatus": "SENT03",
        "imprisonmentStatusDescription": "Adult Imprisonment Without Option CJA03",
        "recall": False, "indeterminateSentence": False,
        "sentenceStartDate": iso(person.start), "receptionDate": iso(person.admission),
        "releaseDate": iso(release), "confirmedReleaseDate": iso(release) if confirmed else None,
        "conditionalReleaseDate": None if automatic else iso(release),
        "automaticReleaseDate": iso(release) if automatic else None,
        "homeDetentionCurfewEligibilityDate": iso(release - timedelta(days=60)),
        "homeDetentionCurfewActualDate": iso(release) if home else None,
        "actualParoleDate": None, "paroleEligibilityDate": None, "postRecallReleaseDate": None,
        "nonDtoReleaseDate": iso(release), "nonDtoReleaseDateType": "ARD" if automatic else "CRD",
        "licenceExpiryDate": iso(licence), "sentenceExpiryDate": iso(licence or release),
        "topupSupervisionExpiryDate": None, "tariffDate": None, "restrictedPatient": False,
        "currentIncentive": {"level": {"code": "STD", "description": "Standard"}},
        "communityTeam": person.team, "communityManager": officer(staff, person.ro, person.team),
        "prisonManager": officer(staff, person.pom, person.prison),
        "roshLevel": ROSH_WORDS.get(person.rosh), "mappaLevel": person.mappa,
        "tier": "ABCD"[person.number % 4] + "0123"[person.number % 3],
        "expectedCustodyDays": (release - person.start).days,
        "victimContact": person.number % 11 == 0, "limitedAccess": person.number % 80 == 17,
        "handoverDate": iso(person.handover),
    }
    spoil(text, person)
    return text


def alerts(person):
    found = []
    if person.number % 9 == 2:
        found.append({"alertType": "X", "alertCode": "XVL", "active": True, "expired": False})
    if person.number % 13 == 5:
        found.append({"alertType": "R", "alertCode": "ROM", "active": True, "expired": False})
    return found


RELEASE_KEYS = ["releaseDate", "confirmedReleaseDate", "conditionalReleaseDate",
                "automaticReleaseDate", "homeDetentionCurfewActualDate", "nonDtoReleaseDate"]


def set_release(text, value):
    for key in RELEASE_KEYS:
        if text[key] is not None:
            text[key] = value


def spoil(text, person):
    """The dirt that live records have; each row's kind is listed in people.py."""
    if not person.is_demo:
        return
    number = person.number
    if number in rows.NO_RELEASE:
        set_release(text, None)
    if number in rows.ONLY_2099:
        set_release(text, "2099-12-31")
    if number in rows.ALSO_2099:
        text["confirmedReleaseDate"] = "2099-01-01"
    if number in rows.BEFORE_SENTENCE:
        set_release(text, iso(person.start - timedelta(days=40)))
    if number in rows.IMPOSSIBLE:
        set_release(text, "2026-11-31")
    if number in rows.NULL_WORDS:
        spoil_words(text, number)
    if number in rows.ODD_GENDER:
        text["gender"] = "Not Known / Not Recorded"
    if number in rows.IN_TRANSFER:
        text["prisonId"], text["inOutStatus"] = "TRN", "TRN"
    if number in rows.WITHOUT_IDENTITY:
        text["prisonerNumber"], text["crn"] = rows.WITHOUT_IDENTITY[number]
    if number in rows.SAME_AS:
        spoil_identity(text, number)


def spoil_words(text, number):
    text["roshLevel"] = "DON'T KNOW" if number % 2 else "null"
    text["homeDetentionCurfewActualDate"] = "null"
    if number % 3 == 0:
        text["crn"] = "null"


def spoil_identity(text, number):
    first = rows.SAME_AS[number]
    text["crn"] = "X900%03d" % first
    if number != 149:                  # this one shares only the CRN
        text["prisonerNumber"] = "A9%03dZZ" % first
