-- SPDX-License-Identifier: MIT
-- name: begin_write
BEGIN IMMEDIATE
-- name: begin_read
BEGIN
-- name: commit
COMMIT
-- name: rollback
ROLLBACK
-- name: data_version
PRAGMA data_version
