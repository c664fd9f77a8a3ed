import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import css from '../../fields/form.module.css';
import { CodeInput, DateInput } from '../../fields/inputs';
import { RecordPicker, type Picked } from '../../fields/RecordPicker';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { Combobox } from '../../ui/Combobox';
import { Checkbox, FormField, Input, Segmented } from '../../ui/Inputs';
import { toast } from '../../ui/toast';
import { categoriesQuery, productHits } from '../orders/orders.queries';
import { changeOffer, draftOffer, submitOffer, useOffersChanged, type Offer, type OfferInput } from './offers.queries';

type Props = { offer?: Offer; customer?: Picked; onClose: () => void; onSaved: () => void };

/** What a customer is offered; it holds at once where nobody has to be asked. */
export function OfferForm({ offer, customer, onClose, onSaved }: Props) {
  const { t } = useTranslation(['offers', 'common']);
  const format = useFormat();
  const changed = useOffersChanged();
  const { data: categories } = useQuery(categoriesQuery);
  const form = useForm(
    {
      customerId: offer ? { id: offer.customerId, name: offer.customerName ?? '' } : (customer ?? null),
      kind: offer?.kind ?? ('discount' as Offer['kind']),
      product: offer?.productId ? { id: offer.productId, name: offer.productName ?? '' } : (null as Picked | null),
      categoryId: offer?.categoryId ?? null,
      price: offer?.price ?? '', lowestPrice: offer?.lowestPrice ?? '', discountPercent: offer?.discountPercent ?? '', highestDiscount: offer?.highestDiscount ?? '',
      benefit: offer?.benefit ?? null,
      validFrom: offer?.validFrom ?? format.today(),
      validTo: offer?.validTo ?? null,
      reason: offer?.reason ?? '',
      draft: false,
    },
    {
      check: ({ customerId, kind, product, price, discountPercent, benefit }) => ({
        ...(!customerId && { customerId: t('missing.customer') }),
        ...(kind === 'price' && !product && { productId: t('missing.product') }),
        ...(kind === 'price' && !price.trim() && { price: t('missing.price') }),
        ...(kind === 'discount' && !discountPercent.trim() && { discountPercent: t('missing.discount') }),
        ...(kind === 'benefit' && !benefit && { benefit: t('missing.benefit') }),
      }),
      send: async (values) => {
        const text = (value: string) => value.trim() || null;
        const input = {
          customerId: values.customerId!.id, kind: values.kind,
          productId: values.kind === 'benefit' ? null : (values.product?.id ?? null), categoryId: values.kind === 'discount' && !values.product ? values.categoryId : null,
          price: text(values.price), lowestPrice: text(values.lowestPrice), currency: offer?.currency ?? 'CNY', discountPercent: text(values.discountPercent), highestDiscount: text(values.highestDiscount),
          benefit: values.benefit, validFrom: values.validFrom, validTo: values.validTo, reason: text(values.reason),
        } as OfferInput;
        let saved = offer ? await changeOffer(offer, input) : await draftOffer(input);
        if (!values.draft && saved.can.submit) saved = await submitOffer(saved);
        toast(t(`did.${saved.status}`));
        await changed();
        onSaved();
      },
    },
  );
  const { draft, set, errors } = form;
  const amount = (key: 'price' | 'lowestPrice' | 'discountPercent' | 'highestDiscount', required = false) => (
    <FormField label={t(`field.${key}`)} required={required} error={errors[key]} {...((key === 'lowestPrice' || key === 'highestDiscount') && { hint: t(`hint.${key}`) })}>
      {(control) => <Input {...control} inputMode="decimal" maxLength={20} value={draft[key]} onChange={(event) => set({ [key]: event.target.value })} />}
    </FormField>
  );
  const options = (categories?.data ?? []).map((one) => ({ value: one.id, label: one.parentName ? `${one.parentName} / ${one.name}` : one.name }));
  return (
    <FormDrawer form={form} title={offer ? t('edit') : t('create')} submit={t(draft.draft ? 'common:action.save' : 'submit')} onClose={onClose}>
      {!offer && (
        <FormField label={t('field.customer')} required error={errors['customerId']}>
          {({ required: _, ...control }) => <RecordPicker {...control} type="customer" value={draft.customerId} onChange={(customerId) => set({ customerId })} />}
        </FormField>
      )}
      <Segmented label={t('field.kind')} value={draft.kind} options={(['discount', 'price', 'benefit'] as const).map((value) => ({ value, label: t(`kind.${value}`) }))} onChange={(kind) => set({ kind })} />
      {draft.kind !== 'benefit' && (
        <FormField label={t('field.product')} required={draft.kind === 'price'} error={errors['productId']} {...(draft.kind === 'discount' && { hint: t('hint.product') })}>
          {({ required: _, ...control }) => <ProductInput {...control} value={draft.product} onChange={(product) => set({ product })} />}
        </FormField>
      )}
      {draft.kind === 'discount' && !draft.product && (
        <FormField label={t('field.category')} error={errors['categoryId']}>
          {({ required: _, ...control }) => <Combobox {...control} options={options} value={draft.categoryId} placeholder={t('everything')} onChange={(categoryId) => set({ categoryId })} />}
        </FormField>
      )}
      {draft.kind === 'price' && <div className={css.pair}>{amount('price', true)}{amount('lowestPrice')}</div>}
      {draft.kind === 'discount' && <div className={css.pair}>{amount('discountPercent', true)}{amount('highestDiscount')}</div>}
      {draft.kind === 'benefit' && (
        <FormField label={t('field.benefit')} required error={errors['benefit']}>
          {({ required: _, ...control }) => <CodeInput {...control} field={{ key: 'benefit', type: 'code', label: t('field.benefit'), codeList: 'customer_benefit' }} value={draft.benefit} onChange={(benefit) => set({ benefit })} />}
        </FormField>
      )}
      <div className={css.pair}>
        <FormField label={t('field.validFrom')} error={errors['validFrom']}>
          {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'validFrom', type: 'date', label: t('field.validFrom') }} value={draft.validFrom} onChange={(day) => set({ validFrom: day ?? format.today() })} />}
        </FormField>
        <FormField label={t('field.validTo')} error={errors['validTo']}>
          {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'validTo', type: 'date', label: t('field.validTo') }} value={draft.validTo} onChange={(validTo) => set({ validTo })} />}
        </FormField>
      </div>
      <FormField label={t('field.reason')} error={errors['reason']}>
        {(control) => <Input {...control} maxLength={500} value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />}
      </FormField>
      <Checkbox label={t('asDraft')} checked={draft.draft} onChange={(event) => set({ draft: event.target.checked })} />
    </FormDrawer>
  );
}

function ProductInput({ value, onChange, ...rest }: { value: Picked | null; onChange: (value: Picked | null) => void; id: string }) {
  const { t } = useTranslation('offers');
  const [text, setText] = useState('');
  const { data = [] } = useQuery({ ...productHits(text.trim()), placeholderData: keepPreviousData });
  const options = data.map((product) => ({ value: product.id, label: `${product.code} · ${product.name}` }));
  const known = value && !options.some((option) => option.value === value.id) ? [{ value: value.id, label: value.name }] : [];
  return (
    <Combobox
      {...rest}
      placeholder={t('everything')}
      options={[...known, ...options]}
      value={value?.id ?? null}
      onSearch={setText}
      onChange={(id) => {
        setText('');
        const product = data.find((one) => one.id === id);
        onChange(product ? { id: product.id, name: product.name } : null);
      }}
    />
  );
}
