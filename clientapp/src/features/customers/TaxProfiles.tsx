import { useMutation } from '@tanstack/react-query';
import { Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { Card, Nothing } from './Card';
import css from './customer.module.css';
import { addTaxProfile, removeTaxProfile, useCustomerChanged, type TaxProfileRow } from './customer.queries';

const TaxProfileDrawer = lazy(() => import('./TaxProfileDrawer'));

type Props = { customerId: string; profiles: TaxProfileRow[]; name: string; mayChange: boolean };

export function TaxProfiles({ customerId, profiles, name, mayChange }: Props) {
  const { t } = useTranslation(['customer', 'common']);
  const changed = useCustomerChanged(customerId);
  const [open, setOpen] = useState<{ row?: TaxProfileRow } | null>(null);
  const putBack = useMutation({ mutationFn: ({ id: _id, version: _version, ...input }: TaxProfileRow) => addTaxProfile(customerId, input), onSettled: changed });
  const remove = useMutation({
    mutationFn: (row: TaxProfileRow) => removeTaxProfile(customerId, row),
    onSuccess: (_, row) => toast(t('tax.removed'), { undo: () => putBack.mutate(row) }),
    onSettled: changed,
  });
  /** As accountants paste it: one line each, in the usual order. */
  const copy = async (row: TaxProfileRow) => {
    const lines = (['title', 'taxNumber', 'registeredAddress', 'registeredPhone', 'bankName', 'bankAccount'] as const).filter((key) => row[key]).map((key) => t('tax.line', { name: t(`tax.${key}`), value: row[key]! }));
    await navigator.clipboard.writeText(lines.join('\n'));
    toast(t('tax.copied'));
  };

  return (
    <Card title={t('card.taxProfiles')} count={profiles.length} onAdd={mayChange ? () => setOpen({}) : undefined} addLabel={t('tax.add')}>
      {profiles.length === 0 && <Nothing>{t('card.noTaxProfiles')}</Nothing>}
      <ul>
        {profiles.map((row) => (
          <li key={row.id} className={css.row}>
            <div className={css.grow}>
              <span className={css.line}><b className={css.wrap}>{row.title}</b>{row.isDefault && <Badge tone="brand">{t('default')}</Badge>}</span>
              <span className="figures">{row.taxNumber}</span>
              <span className="meta">{t(`invoiceType.${row.invoiceType}`)}</span>
              {row.bankName && <span className="meta figures">{[row.bankName, row.bankAccount].filter(Boolean).join(' ')}</span>}
            </div>
            <Menu
              label={t('itemMenu', { name: row.title })}
              trigger={(props) => <IconButton {...props} size="small" label={t('itemMenu', { name: row.title })} icon={Ellipsis} />}
              items={[
                { label: t('tax.copy'), icon: Copy, onSelect: () => void copy(row) },
                ...(mayChange
                  ? [
                      { label: t('common:action.edit'), icon: Pencil, onSelect: () => setOpen({ row }) },
                      { label: t('common:action.remove'), icon: Trash2, danger: true, onSelect: () => remove.mutate(row) },
                    ]
                  : []),
              ]}
            />
          </li>
        ))}
      </ul>
      {open && (
        <Suspense>
          <TaxProfileDrawer customerId={customerId} row={open.row} name={name} first={profiles.length === 0} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Card>
  );
}
