// SPDX-License-Identifier: MIT
declare const process: { env: unknown };
