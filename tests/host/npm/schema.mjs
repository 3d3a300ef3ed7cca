// SPDX-License-Identifier: MIT
// Reads {schemas: {name: path}, documents: [{schema, text}]} as JSON and answers, for each document,
// null when its schema takes it, else what npm `ajv` says; "unreadable: ..." when npm `yaml` cannot.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.argv[2] + "/");
const Ajv = require("ajv");
const { parse } = require("yaml");

const { schemas, documents } = JSON.parse(readFileSync(0, "utf-8"));
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
const checks = Object.fromEntries(
  Object.entries(schemas).map(([name, path]) => [name, ajv.compile(JSON.parse(readFileSync(path, "utf-8")))]),
);
const answers = documents.map(({ schema, text }) => {
  let value;
  try {
    value = parse(text, { uniqueKeys: true });
  } catch (fault) {
    return "unreadable: " + fault.message;
  }
  const check = checks[schema];
  return check(value) ? null : check.errors.map((e) => `${e.instancePath} ${e.message}`).join("; ");
});
process.stdout.write(JSON.stringify(answers));
