import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/useFormat';
import { IconButton } from '../../ui/Button';
import { Combobox } from '../../ui/Combobox';
import { FieldError, Input } from '../../ui/Inputs';
import css from './orders.module.css';
import { productHits, type ProductRow } from './orders.queries';
import { netOf, type LineDraft } from './totals';

type Props = { position: number; line: LineDraft; currency: string; errors: Record<string, string>; agreed: (product: ProductRow) => Partial<LineDraft>; onChange: (changes: Partial<LineDraft>) => void; onDrop: (() => void) | undefined };

const numbers = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent'] as const;

/** One line of an order: a product or free text, how much, and what it comes to. */
export function LineEditor({ position, line, currency, errors, agreed, onChange, onDrop }: Props) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const at = `lines/${position - 1}`;
  const wrong = Object.entries(errors).filter(([key]) => key.startsWith(`${at}/`)).map(([, text]) => text);
  return (
    <fieldset className={css.line}>
      <legend className={css.lineHead}>{t('line.at', { position })}</legend>
      {onDrop && <IconButton className={css.drop} size="small" icon={X} label={t('line.remove', { position })} onClick={onDrop} />}
      <ProductPicker label={t('line.product')} line={line} onPick={(product) => onChange({ ...picked(product), ...(product && agreed(product)) })} />
      <Input aria-label={t('line.text')} placeholder={t('line.textHint')} maxLength={300} value={line.text} aria-invalid={errors[`${at}/text`] ? true : undefined} onChange={(event) => onChange({ text: event.target.value })} />
      <div className={css.numbers}>
        {numbers.map((key) => (
          <label key={key} className={css.number}>
            <span>{t(`line.${key}`)}</span>
            <Input inputMode="decimal" value={line[key]} aria-invalid={errors[`${at}/${key}`] ? true : undefined} onChange={(event) => onChange({ [key]: event.target.value })} />
          </label>
        ))}
        <div className={css.number}>
          <span>{t('line.net')}</span>
          <output className={`${css.net} figures`}>{format.money({ amount: String(netOf(line)), currency })}</output>
        </div>
      </div>
      {wrong.length > 0 && <FieldError>{[...new Set(wrong)].join(' ')}</FieldError>}
    </fieldset>
  );
}

const picked = (product: ProductRow | null): Partial<LineDraft> =>
  product
    ? { productId: product.id, productName: product.name, text: product.name, ...(product.price && { unitPrice: product.price.amount }) }
    : { productId: null, productName: '' };

function ProductPicker({ label, line, onPick }: { label: string; line: LineDraft; onPick: (product: ProductRow | null) => void }) {
  const { t } = useTranslation('orders');
  const [text, setText] = useState('');
  const term = text.trim();
  const { data = [] } = useQuery({ ...productHits(term), placeholderData: keepPreviousData });
  const options = data.map((product) => ({ value: product.id, label: `${product.code} · ${product.name}` }));
  const known = line.productId && !options.some(({ value }) => value === line.productId) ? [{ value: line.productId, label: line.productName }] : [];
  return (
    <Combobox
      aria-label={label}
      placeholder={t('line.productHint')}
      options={[...known, ...options]}
      value={line.productId}
      onSearch={setText}
      onChange={(id) => {
        setText('');
        onPick(data.find((product) => product.id === id) ?? null);
      }}
    />
  );
}
