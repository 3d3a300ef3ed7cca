# SPDX-License-Identifier: MIT
"""Makes the demo caseload: invented people, staff and half a year of events."""
