/** How a field is tested, in the words of people; what the API is asked follows from it. */
export const testOps = [
  'is', 'isNot', 'contains', 'notContains', 'startsWith', 'gt', 'gte', 'lt', 'lte', 'between',
  'hasAll', 'inside', 'notInside', 'period', 'lastDays', 'nextDays', 'olderThan', 'on', 'before', 'after', 'empty', 'notEmpty',
] as const;
export type TestOp = (typeof testOps)[number];

export type Test = { field: string; op: TestOp; values: string[] };

/** `none`: no one of them holds; `notAll`: not all of them together. */
export const groupKinds = ['all', 'any', 'none', 'notAll'] as const;
export type GroupKind = (typeof groupKinds)[number];
export type Group = { kind: GroupKind; items: Where[] };

/** A condition as people build it: tests, and groups of them. */
export type Where = Test | Group;

/** Groups within groups end here; nobody reads more. */
export const maxDepth = 3;

export const isGroup = (where: Where): where is Group => 'items' in where;

export const testsOf = (where: Where): Test[] => (isGroup(where) ? where.items.flatMap(testsOf) : [where]);

/** Without empty groups, and without a group around a single condition where that changes nothing. */
export function simplify(where: Where): Where | null {
  if (!isGroup(where)) return where;
  const items = where.items.flatMap((item) => simplify(item) ?? []);
  const [only] = items;
  if (!only) return null;
  return items.length === 1 && (where.kind === 'all' || where.kind === 'any') ? only : { ...where, items };
}

/** In the address: `any(rating~gte~4*tags~hasAny~VIP)`, only of characters that an address leaves as they are. */
export function writeWhere(where: Where): string {
  if (isGroup(where)) return `${where.kind}(${where.items.map(writeWhere).join('*')})`;
  return [where.field, where.op, ...where.values].map(escape).join('~');
}

/** Null for what is no condition: an old or damaged link shows the list without it. */
export function readWhere(text: string): Where | null {
  let at = 0;

  const node = (depth: number): Where | null => {
    const open = /^(all|any|none|notAll)\(/.exec(text.slice(at));
    if (!open || depth > maxDepth) return test();
    at += open[0].length;
    const items: Where[] = [];
    while (at < text.length && text[at] !== ')') {
      const item = node(depth + 1);
      if (!item) return null;
      items.push(item);
      if (text[at] === '*') at += 1;
    }
    return text[at++] === ')' ? { kind: open[1] as GroupKind, items } : null;
  };

  const test = (): Where | null => {
    const part = /^[^*()]*/.exec(text.slice(at))![0];
    at += part.length;
    const [field, op, ...values] = part.split('~').map(unescape);
    return field && (testOps as readonly string[]).includes(op ?? '') ? { field, op: op as TestOp, values } : null;
  };

  const where = node(1);
  return at === text.length ? where : null;
}

const escape = (text: string) => text.replace(/[~*()']/g, (sign) => `'${sign.charCodeAt(0).toString(16)}`);
const unescape = (text: string) => text.replace(/'([0-9a-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
