import type { OrderInput } from './orders.queries';

/** A line as it is typed. */
export type LineDraft = { productId: string | null; productName: string; text: string; quantity: string; unitPrice: string; discountPercent: string; taxPercent: string };

export const blankLine: LineDraft = { productId: null, productName: '', text: '', quantity: '1', unitPrice: '', discountPercent: '', taxPercent: '' };

const number = (text: string) => {
  const value = Number(text.replaceAll(',', ''));
  return text.trim() !== '' && Number.isFinite(value) ? value : 0;
};

/** To four decimals, half away from zero, as the server does it. */
const rounded = (value: number) => Math.sign(value) * Math.round(Math.abs(value) * 10_000 + 1e-6) / 10_000;

/** What a line comes to without tax. */
export const netOf = (line: LineDraft) => rounded((number(line.quantity) * number(line.unitPrice) * (100 - number(line.discountPercent))) / 100);

/** What an order comes to while it is being typed; the server adds it up again. */
export function totalsOf(lines: LineDraft[], discountText: string) {
  const goods = rounded(lines.reduce((sum, line) => sum + netOf(line), 0));
  const discount = number(discountText);
  const tax = rounded(lines.reduce((sum, line) => sum + rounded((netOf(line) * number(line.taxPercent)) / 100), 0) * (goods === 0 ? 1 : (goods - discount) / goods));
  return { goods, discount, tax, total: rounded(goods - discount + tax) };
}

/** Whether anything was typed into a line. */
export const isStarted = (line: LineDraft) => Boolean(line.productId || line.text.trim() || line.unitPrice.trim());

/** The lines as the API takes them. */
export const linesOf = (lines: LineDraft[]) => lines.map((line) => ({
  productId: line.productId,
  text: line.text.trim() || null,
  quantity: line.quantity.trim() || '1',
  unitPrice: line.unitPrice.trim() || '0',
  discountPercent: line.discountPercent.trim() || '0',
  taxPercent: line.taxPercent.trim() || '0',
})) satisfies NonNullable<OrderInput['lines']>;
