-- SPDX-License-Identifier: MIT
-- A version that one team tries first. A publication of a team holds for its new cases; one of a
-- team with no definition ends that.
ALTER TABLE publication ADD COLUMN team TEXT NOT NULL DEFAULT '';  -- empty: everybody
ALTER TABLE change_run ADD COLUMN team TEXT NOT NULL DEFAULT '';   -- only its cases; empty: all
