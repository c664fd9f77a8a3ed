import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api, body } from '../../api/client';
import { can } from '../../api/session';
import { FormDrawer } from '../../fields/FormDrawer';
import formCss from '../../fields/form.module.css';
import { CodeInput, DateInput, LongTextInput } from '../../fields/inputs';
import { RecordPicker, type Picked } from '../../fields/RecordPicker';
import { useForm } from '../../fields/useForm';
import { useFormat } from '../../format/useFormat';
import { withTexts } from '../../i18n/i18n';
import { Button } from '../../ui/Button';
import { FormField, Input, Segmented } from '../../ui/Inputs';
import { Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { holdsOn, offersFor, offersOfCustomer } from '../offers/offers.queries';
import { LineEditor } from './LineEditor';
import css from './orders.module.css';
import { categoriesQuery, changeOrder, takeOrder, useOrdersChanged, type OrderDetail, type ProductRow } from './orders.queries';
import { blankLine, isStarted, linesOf, totalsOf, type LineDraft } from './totals';

const OffersOfOrder = lazy(() => withTexts(import('../offers/OffersOfOrder'), 'offers'));

type Props = { order?: OrderDetail; customer?: Picked; onClose: () => void; onSaved: (id: string) => void };

/** Opens the form of a new order, for a customer where one is known by his id. */
export function NewOrder({ customerId, ...rest }: { customerId: string | undefined; onClose: () => void; onSaved: (id: string) => void }) {
  const { data } = useQuery({
    queryKey: ['customers', 'name', customerId],
    queryFn: () => body(api.GET('/api/v1/customers/{id}', { params: { path: { id: customerId! } } })),
    enabled: Boolean(customerId),
  });
  if (customerId && !data) return <Skeleton />;
  return <OrderForm {...rest} {...(data && { customer: { id: data.id, name: data.name } })} />;
}

/** An order with its lines; what it comes to is told while it is typed. */
export function OrderForm({ order, customer, onClose, onSaved }: Props) {
  const { t } = useTranslation(['orders', 'common']);
  const format = useFormat();
  const changed = useOrdersChanged();
  const form = useForm(
    {
      customerId: order?.customerId ? { id: order.customerId, name: order.customerName ?? '' } : (customer ?? null),
      number: order?.number ?? '',
      orderedOn: order?.orderedOn ?? format.today(),
      wantedOn: order?.wantedOn ?? null,
      status: 'confirmed' as 'draft' | 'confirmed',
      channel: order?.channel ?? null,
      paymentMethod: order?.paymentMethod ?? null,
      discount: order && Number(order.discount) !== 0 ? order.discount : '',
      note: order?.note ?? null,
      lines: order?.lines.map((line): LineDraft => ({
        productId: line.productId ?? null, productName: line.text, text: line.text, quantity: line.quantity, unitPrice: line.unitPrice,
        discountPercent: line.discountPercent === '0' ? '' : line.discountPercent, taxPercent: line.taxPercent === '0' ? '' : line.taxPercent,
      })) ?? [blankLine],
    },
    {
      check: ({ customerId, lines }) => ({
        ...(!customerId && { customerId: t('form.customerMissing') }),
        ...(!lines.some(isStarted) && { 'lines/0/text': t('form.linesMissing') }),
      }),
      send: async (draft) => {
        // The refusal points at lines by their place, so the empty ones go from the form as well.
        const lines = draft.lines.filter(isStarted);
        form.set({ lines });
        const shared = {
          customerId: draft.customerId!.id,
          wantedOn: draft.wantedOn,
          channel: draft.channel,
          paymentMethod: draft.paymentMethod,
          discount: draft.discount.trim() || '0',
          note: draft.note,
          lines: linesOf(lines),
          // The moment stays what it was unless another day is chosen; of today it is now.
          ...(draft.orderedOn !== order?.orderedOn && { orderedAt: draft.orderedOn === format.today() ? null : format.startOfDay(draft.orderedOn), orderedOn: draft.orderedOn }),
        };
        const saved = order ? await changeOrder(order.id, shared, order.version) : await takeOrder({ ...shared, number: draft.number.trim() || null, status: draft.status } as Parameters<typeof takeOrder>[0]);
        toast(t(order ? 'form.changed' : 'form.created', { number: saved.number }));
        await changed();
        onSaved(saved.id);
      },
    },
  );
  const { draft, set, errors } = form;
  const currency = order?.currency ?? 'CNY';
  const { data: offers = [] } = useQuery({ ...offersOfCustomer(draft.customerId?.id ?? ''), enabled: Boolean(draft.customerId) && can('offers.read') });
  const holding = offers.filter((offer) => holdsOn(offer, draft.orderedOn));
  const { data: categories } = useQuery({ ...categoriesQuery, enabled: holding.some((offer) => offer.categoryId) });
  const agreed = (product: ProductRow): Partial<LineDraft> => {
    const [offer] = offersFor(holding, product, draft.orderedOn, new Map((categories?.data ?? []).map((one) => [one.id, one.parentId])));
    if (offer?.kind === 'price' && offer.currency === currency) return { unitPrice: offer.price ?? '', discountPercent: '' };
    return offer?.kind === 'discount' ? { discountPercent: offer.discountPercent ?? '' } : {};
  };
  const totals = totalsOf(draft.lines, draft.discount);
  const line = (index: number, changes: Partial<LineDraft>) => set({ lines: draft.lines.map((one, at) => (at === index ? { ...one, ...changes } : one)) });
  const money = (amount: number) => format.money({ amount: String(amount), currency });

  return (
    <FormDrawer form={form} title={order ? t('form.editTitle', { number: order.number }) : t('form.title')} submit={t(order ? 'common:action.save' : 'form.submit')} onClose={onClose} wide>
      <FormField label={t('field.customer')} required error={errors['customerId']}>
        {({ required: _, ...control }) => <RecordPicker {...control} type="customer" value={draft.customerId} onChange={(customerId) => set({ customerId })} />}
      </FormField>
      <div className={formCss.pair}>
        <FormField label={t('field.orderedOn')} error={errors['orderedOn'] ?? errors['orderedAt']}>
          {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'orderedOn', type: 'date', label: t('field.orderedOn') }} value={draft.orderedOn} onChange={(day) => set({ orderedOn: day ?? format.today() })} />}
        </FormField>
        <FormField label={t('field.wantedOn')} error={errors['wantedOn']}>
          {({ required: _, ...control }) => <DateInput {...control} field={{ key: 'wantedOn', type: 'date', label: t('field.wantedOn') }} value={draft.wantedOn} onChange={(wantedOn) => set({ wantedOn })} />}
        </FormField>
      </div>
      {!order && (
        <div className={formCss.pair}>
          <FormField label={t('field.number')} hint={t('form.numberHint')} error={errors['number']}>
            {(control) => <Input {...control} autoComplete="off" maxLength={40} value={draft.number} onChange={(event) => set({ number: event.target.value })} />}
          </FormField>
          <div className={css.segment}><Segmented label={t('field.status')} value={draft.status} options={[{ value: 'draft', label: t('status.draft') }, { value: 'confirmed', label: t('status.confirmed') }]} onChange={(status) => set({ status })} /></div>
        </div>
      )}
      {holding.length > 0 && <Suspense><OffersOfOrder offers={holding} /></Suspense>}
      {draft.lines.map((one, index) => (
        <LineEditor key={index} position={index + 1} line={one} currency={currency} errors={errors} agreed={agreed} onChange={(changes) => line(index, changes)} onDrop={draft.lines.length > 1 ? () => set({ lines: draft.lines.filter((_, at) => at !== index) }) : undefined} />
      ))}
      <div><Button size="small" variant="ghost" icon={Plus} onClick={() => set({ lines: [...draft.lines, blankLine] })}>{t('line.add')}</Button></div>
      <div className={css.totals}>
        <label className={css.totalLine}>
          <span>{t('field.discount')}</span>
          <Input inputMode="decimal" className={css.discount} value={draft.discount} aria-invalid={errors['discount'] ? true : undefined} onChange={(event) => set({ discount: event.target.value })} />
        </label>
        <p className={css.totalLine}><span>{t('field.goods')}</span><output className="figures">{money(totals.goods)}</output></p>
        <p className={css.totalLine}><span>{t('field.tax')}</span><output className="figures">{money(totals.tax)}</output></p>
        <p className={`${css.totalLine} ${css.grand}`}><span>{t('field.total')}</span><output className="figures" aria-live="polite">{money(totals.total)}</output></p>
      </div>
      <div className={formCss.pair}>
        <FormField label={t('field.channel')} error={errors['channel']}>
          {({ required: _, ...control }) => <CodeInput {...control} field={{ key: 'channel', type: 'code', label: t('field.channel'), codeList: 'sales_channel' }} value={draft.channel} onChange={(channel) => set({ channel })} />}
        </FormField>
        <FormField label={t('field.paymentMethod')} error={errors['paymentMethod']}>
          {({ required: _, ...control }) => <CodeInput {...control} field={{ key: 'paymentMethod', type: 'code', label: t('field.paymentMethod'), codeList: 'payment_method' }} value={draft.paymentMethod} onChange={(paymentMethod) => set({ paymentMethod })} />}
        </FormField>
      </div>
      <FormField label={t('field.note')} error={errors['note']}>
        {({ required: _, ...control }) => <LongTextInput {...control} field={{ key: 'note', type: 'longText', label: t('field.note') }} value={draft.note} onChange={(note) => set({ note })} />}
      </FormField>
    </FormDrawer>
  );
}
