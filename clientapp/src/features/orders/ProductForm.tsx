import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FormDrawer } from '../../fields/FormDrawer';
import css from '../../fields/form.module.css';
import { LongTextInput } from '../../fields/inputs';
import { useForm } from '../../fields/useForm';
import { Drawer } from '../../ui/Dialog';
import { Combobox } from '../../ui/Combobox';
import { Checkbox, FormField, Input } from '../../ui/Inputs';
import { ErrorState, Skeleton } from '../../ui/States';
import { toast } from '../../ui/toast';
import { addCategory, categoriesQuery, changeProduct, createProduct, productQuery, type ProductRow } from './orders.queries';

/** A product, new or known. */
export function ProductForm({ id, onClose }: { id: string | null; onClose: () => void }) {
  const { t } = useTranslation('orders');
  const { data, error } = useQuery({ ...productQuery(id ?? ''), enabled: id !== null });
  if (id === null) return <Fields onClose={onClose} />;
  if (data) return <Fields product={data} onClose={onClose} />;
  return <Drawer title={t('title.products')} onClose={onClose}>{error ? <ErrorState error={error} /> : <Skeleton height={160} />}</Drawer>;
}

function Fields({ product, onClose }: { product?: ProductRow; onClose: () => void }) {
  const { t } = useTranslation('orders');
  const client = useQueryClient();
  const { data: categories } = useQuery(categoriesQuery);
  const form = useForm(
    {
      code: product?.code ?? '', name: product?.name ?? '', unit: product?.unit ?? '', price: product?.price?.amount ?? '', active: product?.active ?? true,
      categoryId: product?.categoryId ?? null, newCategory: '', description: product?.description ?? null,
    },
    {
      check: ({ code, name }) => ({ ...(!code.trim() && { code: t('product.codeMissing') }), ...(!name.trim() && { name: t('product.nameMissing') }) }),
      send: async (draft) => {
        const categoryId = draft.newCategory.trim() ? (await addCategory(draft.newCategory.trim(), draft.categoryId)).id : draft.categoryId;
        const input = {
          code: draft.code, name: draft.name, unit: draft.unit.trim() || null, categoryId, active: draft.active, description: draft.description,
          price: draft.price.trim() ? { amount: draft.price.trim(), currency: product?.price?.currency ?? 'CNY' } : null,
        };
        const saved = product ? await changeProduct(product.id, input, product.version) : await createProduct(input as Parameters<typeof createProduct>[0]);
        toast(t('product.saved', { name: saved.name }));
        await Promise.all([['products'], ['product-categories']].map((queryKey) => client.invalidateQueries({ queryKey })));
        onClose();
      },
    },
  );
  const { draft, set, errors } = form;
  const options = (categories?.data ?? []).map((one) => ({ value: one.id, label: one.parentName ? `${one.parentName} / ${one.name}` : one.name }));
  return (
    <FormDrawer form={form} title={product ? product.name : t('product.create')} onClose={onClose}>
      <div className={css.pair}>
        <FormField label={t('product.code')} required error={errors['code']}>
          {(control) => <Input {...control} autoComplete="off" maxLength={60} value={draft.code} onChange={(event) => set({ code: event.target.value })} />}
        </FormField>
        <FormField label={t('product.unit')} error={errors['unit']}>
          {(control) => <Input {...control} maxLength={20} value={draft.unit} onChange={(event) => set({ unit: event.target.value })} />}
        </FormField>
      </div>
      <FormField label={t('product.name')} required error={errors['name']}>
        {(control) => <Input {...control} autoComplete="off" maxLength={200} value={draft.name} onChange={(event) => set({ name: event.target.value })} />}
      </FormField>
      <FormField label={t('product.price')} error={errors['price'] ?? errors['price/amount']}>
        {(control) => <Input {...control} inputMode="decimal" value={draft.price} onChange={(event) => set({ price: event.target.value })} />}
      </FormField>
      <div className={css.pair}>
        <FormField label={t('product.category')} error={errors['categoryId']}>
          {({ required: _, ...control }) => <Combobox {...control} options={options} value={draft.categoryId} onChange={(categoryId) => set({ categoryId })} placeholder={t('product.categoryHint')} />}
        </FormField>
        <FormField label={t('product.newCategory')} error={errors['newCategory']}>
          {(control) => <Input {...control} maxLength={80} value={draft.newCategory} onChange={(event) => set({ newCategory: event.target.value })} />}
        </FormField>
      </div>
      <Checkbox label={t('product.active')} checked={draft.active} onChange={(event) => set({ active: event.target.checked })} />
      <FormField label={t('product.description')} error={errors['description']}>
        {({ required: _, ...control }) => <LongTextInput {...control} field={{ key: 'description', type: 'longText', label: t('product.description') }} value={draft.description} onChange={(description) => set({ description })} />}
      </FormField>
    </FormDrawer>
  );
}
