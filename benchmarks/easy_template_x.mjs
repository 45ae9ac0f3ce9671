// easy-template-x beside the engine: fills one template with every document, at each line of input.
//
//     node easy_template_x.mjs TEMPLATE.docx DATA.json OUTPUT_FOLDER
//
// The package is looked for from the working folder. The first line "write" writes the documents;
// each line "time" answers the seconds that a document took, in memory, after that warm-up.

import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const { TemplateHandler } = createRequire(path.join(process.cwd(), "x.js"))("easy-template-x");
const [template, data, folder] = process.argv.slice(2);
const bytes = fs.readFileSync(template);
const documents = JSON.parse(fs.readFileSync(data, "utf-8"));

async function fill(each) {
    const handler = new TemplateHandler();
    const start = performance.now();
    for (const [number, one] of documents.entries()) {
        each(number, await handler.process(bytes, one));
    }
    return (performance.now() - start) / 1000 / documents.length;
}

function write(number, document) {
    fs.writeFileSync(path.join(folder, `${number}.docx`), document);
}

for await (const line of readline.createInterface({ input: process.stdin })) {
    const took = await fill(line === "write" ? write : () => undefined);
    process.stdout.write(`${took}\n`);
}
