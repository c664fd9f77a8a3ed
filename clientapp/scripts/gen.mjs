// Types from the committed contract. Its enumerations are open, so that a new word breaks no integrator: it lists their words in
// prose. The page is built together with the server and takes the words of today as the whole list, so that the compiler finds gaps.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';

const contract = new URL('../openapi.json', import.meta.url);
const types = new URL('../src/api/schema.d.ts', import.meta.url);

const { factory } = ts;
const nothing = factory.createLiteralTypeNode(factory.createNull());
const literal = (word) => factory.createLiteralTypeNode(factory.createStringLiteral(word));

function wordsOf({ type, description }) {
  if (![type].flat().includes('string')) return [];
  const list = /One of ((?:`\w+`(?:, )?)+)\.$/.exec(description ?? '');
  return list ? list[1].match(/\w+/g) : [];
}

const nodes = await openapiTS(JSON.parse(readFileSync(contract, 'utf8')), {
  transform(schema) {
    const words = wordsOf(schema);
    if (words.length === 0) return undefined;
    return factory.createUnionTypeNode([...words.map(literal), ...([schema.type].flat().includes('null') ? [nothing] : [])]);
  },
});
writeFileSync(types, `// Written by \`npm run gen\` from openapi.json.\n\n${astToString(nodes)}`);
