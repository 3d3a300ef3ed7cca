// SPDX-License-Identifier: MIT
// Reports on standard input (a JSON array) against the SARIF 2.1.0 schema that Microsoft ships in
// @microsoft/jest-sarif, with ajv; prints for each what is wrong with it, or null.
// node sarif.mjs FOLDER-OF-NODE_MODULES
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const installed = path.resolve(process.argv[2]);
const require = createRequire(path.join(installed, 'package.json'));
const Ajv = require('ajv-draft-04').default;
const addFormats = require('ajv-formats').default;

const schema = JSON.parse(readFileSync(path.join(
  installed, 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

const reports = JSON.parse(readFileSync(0, 'utf8'));
const said = reports.map(report => (validate(report) ? null : ajv.errorsText(validate.errors)));
process.stdout.write(JSON.stringify(said));
