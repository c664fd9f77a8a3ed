/** Nested values in the bracket form of the API (`filter[status][in]=new,active`); the page's own URLs use it too. */
export type QueryValue = string | number | boolean | null | undefined | { [key: string]: QueryValue };

export function toQuery(values: Record<string, QueryValue>): string {
  const pairs: string[] = [];
  const add = (name: string, value: QueryValue) => {
    if (value === null || value === undefined || value === '') return;
    if (typeof value === 'object')
      for (const [key, inner] of Object.entries(value)) add(`${name}[${key}]`, inner);
    else pairs.push(`${encodeName(name)}=${encodeURIComponent(value)}`);
  };
  for (const [key, value] of Object.entries(values)) add(key, value);
  return pairs.join('&');
}

export function fromQuery(query: string): Record<string, QueryValue> {
  const values: Record<string, QueryValue> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const path = name.split(/[[\]]+/).filter(Boolean);
    const last = path.pop();
    if (!last || [...path, last].includes('__proto__')) continue;

    let at = values;
    for (const key of path) {
      if (typeof at[key] !== 'object' || at[key] === null) at[key] = {};
      at = at[key];
    }
    at[last] = value;
  }
  return values;
}

const encodeName = (name: string) => encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']');
