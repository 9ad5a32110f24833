// Runs functions of the page that need no document, and prints what they return as JSON.
// Usage: node functions.js folder file,file,... "an expression whose value is a function" < input.json
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm");
const [folder, files, expression] = process.argv.slice(2);
const source = files.split(",").map(file => fs.readFileSync(path.join(folder, file), "utf8")).join("\n");
const page = { thousands: value => value.toLocaleString("en"), performance };
const run = vm.runInNewContext(`"use strict";\n${source}\n(${expression})`, page, { filename: files });
const result = run(JSON.parse(fs.readFileSync(0, "utf8")));
process.stdout.write(JSON.stringify(result, (_, value) =>
  ArrayBuffer.isView(value) ? Array.from(value) : typeof value === "number" && !Number.isFinite(value) ? String(value) : value));
