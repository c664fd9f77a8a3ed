import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const src = join(import.meta.dirname, '..');
const texts = (language: string, file: string) => JSON.parse(readFileSync(join(src, 'i18n', language, file), 'utf8')) as object;
const namespaces = readdirSync(join(src, 'i18n', 'zh-CN'));

/** Plural forms of one key count as that key: Chinese has one form, English two. */
function keys(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null ? keys(inner as object, `${path}${key}.`) : `${path}${key}`.replace(/_(one|other)$/, ''),
  );
}

test('both languages have the same files', () => {
  expect(readdirSync(join(src, 'i18n', 'en'))).toEqual(namespaces);
});

test.each(namespaces)('%s has the same keys in both languages', (file) => {
  const distinct = (language: string) => [...new Set(keys(texts(language, file)))].toSorted();
  expect(distinct('en')).toEqual(distinct('zh-CN'));
});

describe('the page has no text in its code', () => {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/(\.test\.tsx?|\.d\.ts)$/.test(file) && !file.startsWith('test'));

  test.each(files)('%s', (file) => {
    expect(literals(join(src, file))).toEqual([]);
  });
});

const spoken = new Set(['title', 'label', 'alt', 'placeholder', 'hint', 'text', 'aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription']);
const hasWords = (text: string) => /[\p{Script=Han}]|\p{Script=Latin}{2,}/u.test(text);
const hasHan = (text: string) => /\p{Script=Han}/u.test(text);

function literals(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node) || ts.isJsxText(node) ? node.text.trim() : '';
    if (ts.isJsxText(node) && hasWords(text)) found.push(text);
    if (ts.isStringLiteralLike(node)) {
      const { parent } = node;
      const attribute = ts.isJsxExpression(parent) ? parent.parent : parent;
      const isSpoken = ts.isJsxAttribute(attribute) && spoken.has(attribute.name.getText(file));
      const isChild = ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent);
      if (hasHan(text) || ((isSpoken || isChild) && hasWords(text))) found.push(text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.filter((text) => !/^(Enter|Esc|Ctrl)$/.test(text) && !/PingFang/.test(text));
}
