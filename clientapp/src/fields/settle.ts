import type { FieldType, FieldValues } from './field';

const zeros = { 万: 4, 亿: 8, 万亿: 12 };
const amount = /^(-?)(\d+|\d{1,3}(?:,\d{3})+|\d{1,4}(?:,\d{4})+|(?=\.\d))(?:\.(\d*))?(万亿|万|亿)?$/;

/** The decimal that a written amount means, digit by digit, so no cent is lost to floating point. */
export function amountOf(text: string): string | undefined {
  const written = amount.exec(text.normalize('NFKC').replace(/\s/g, ''));
  if (!written) return undefined;
  const [, sign, grouped = '', part = '', unit] = written;
  const whole = grouped.replaceAll(',', '');
  const shift = unit ? zeros[unit as keyof typeof zeros] : 0;
  const digits = whole + part.padEnd(shift, '0');
  const point = whole.length + shift;
  const fraction = digits.slice(point);
  const cents = fraction.length > 4 ? fraction.replace(/0+$/, '') : fraction;
  if (cents.length > 4) return undefined;
  return `${sign}${digits.slice(0, point).replace(/^0+(?=\d)/, '') || '0'}${cents && `.${cents}`}`;
}

/** A web address; a bare host gets its `https://`, any other scheme is none. */
export function webAddressOf(text: string): string | undefined {
  const written = text.trim();
  const address = /^[\p{L}\d-]+(\.[\p{L}\d-]+)+(:\d+)?([/?#]|$)/u.test(written) ? `https://${written}` : written;
  return /^https?:\/\//i.test(address) && URL.canParse(address) ? address : undefined;
}

type Settler = (value: never) => unknown;
const settlers: Partial<Record<FieldType, Settler>> = {
  money: ({ amount: text, currency }: FieldValues['money']) => {
    const exact = amountOf(text);
    return exact === undefined ? undefined : { amount: exact, currency };
  },
  web: webAddressOf,
};

/** What was typed, as it is saved; undefined when it is no value of its type. */
export function settle<V>(type: FieldType, value: V): V | undefined {
  const settler = settlers[type];
  return settler && value ? (settler(value as never) as V | undefined) : value;
}

/** The text for what does not settle. */
export const unsettled = (type: FieldType) => (type === 'web' ? 'error.invalidWeb' : 'error.invalidAmount');
