"""What each of the 22 subcategories means for the campaign, as it ships: fit for cash, ease, methods."""

from dataclasses import dataclass

from borrowers.enums import Method, Subcategory


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a subcategory is treated: `ease` from 1 (hard) to 5 (easy); methods in the order they are tried."""

    fit_for_cash: bool
    ease: int
    first: Method
    second: Method


TREATMENTS: dict[Subcategory, Treatment] = {
    Subcategory.A1: Treatment(True, 5, Method.PHONE, Method.DOOR_VISIT),
    Subcategory.A2: Treatment(True, 4, Method.DOOR_VISIT, Method.INSTALMENTS),
    Subcategory.A3: Treatment(True, 4, Method.DOOR_VISIT, Method.GUARANTOR_DEMAND),
    Subcategory.A4: Treatment(True, 3, Method.DOOR_VISIT, Method.DEMAND_NOTICE),
    Subcategory.A5: Treatment(True, 3, Method.GUARANTOR_DEMAND, Method.LAWSUIT),
    Subcategory.A6: Treatment(True, 2, Method.DEMAND_NOTICE, Method.LAWSUIT),
    Subcategory.B1: Treatment(True, 4, Method.INSTALMENTS, Method.DOOR_VISIT),
    Subcategory.B2: Treatment(True, 3, Method.GUARANTOR_DEMAND, Method.INSTALMENTS),
    Subcategory.B3: Treatment(False, 2, Method.INSTALMENTS, Method.DEMAND_NOTICE),
    Subcategory.B4: Treatment(True, 3, Method.GUARANTOR_DEMAND, Method.DOOR_VISIT),
    Subcategory.B5: Treatment(True, 2, Method.DOOR_VISIT, Method.DEMAND_NOTICE),
    Subcategory.B6: Treatment(True, 2, Method.DEMAND_NOTICE, Method.LAWSUIT),
    Subcategory.C1: Treatment(True, 3, Method.COLLATERAL, Method.INSTALMENTS),
    Subcategory.C2: Treatment(True, 2, Method.LAWSUIT, Method.ENFORCEMENT),
    Subcategory.C3: Treatment(True, 3, Method.GUARANTOR_DEMAND, Method.LAWSUIT),
    Subcategory.C4: Treatment(False, 1, Method.DEMAND_NOTICE, Method.WRITE_OFF),
    Subcategory.C5: Treatment(False, 1, Method.MEDIATION, Method.LAWSUIT),
    Subcategory.D1: Treatment(False, 1, Method.POLICE_REFERRAL, Method.LAWSUIT),
    Subcategory.D2: Treatment(False, 1, Method.POLICE_REFERRAL, Method.LAWSUIT),
    Subcategory.D3: Treatment(False, 1, Method.POLICE_REFERRAL, Method.LAWSUIT),
    Subcategory.E1: Treatment(False, 1, Method.WRITE_OFF, Method.DOOR_VISIT),
    Subcategory.E2: Treatment(False, 1, Method.WRITE_OFF, Method.ENFORCEMENT),
}
