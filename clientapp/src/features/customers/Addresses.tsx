import { useMutation } from '@tanstack/react-query';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { regionNames, regionPath, useRegions } from '../../fields/regions';
import { phone } from '../../format/format';
import { Badge } from '../../ui/Badge';
import { IconButton } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { toast } from '../../ui/toast';
import { Card, Nothing } from './Card';
import css from './customer.module.css';
import { addAddress, removeAddress, useCustomerChanged, type AddressRow } from './customer.queries';

const AddressDrawer = lazy(() => import('./AddressDrawer'));

export function Addresses({ customerId, addresses, mayChange }: { customerId: string; addresses: AddressRow[]; mayChange: boolean }) {
  const { t } = useTranslation(['customer', 'common']);
  const regions = useRegions(addresses.length > 0);
  const changed = useCustomerChanged(customerId);
  const [open, setOpen] = useState<{ row?: AddressRow } | null>(null);
  const putBack = useMutation({ mutationFn: ({ id: _id, version: _version, ...input }: AddressRow) => addAddress(customerId, { ...input, line1: input.line1 ?? '' }), onSettled: changed });
  const remove = useMutation({
    mutationFn: (row: AddressRow) => removeAddress(customerId, row),
    onSuccess: (_, row) => toast(t('address.removed'), { undo: () => putBack.mutate(row) }),
    onSettled: changed,
  });

  return (
    <Card title={t('card.addresses')} count={addresses.length} onAdd={mayChange ? () => setOpen({}) : undefined} addLabel={t('address.add')}>
      {addresses.length === 0 && <Nothing>{t('card.noAddresses')}</Nothing>}
      <ul>
        {addresses.map((row) => {
          const name = t(`addressLabel.${row.label}`);
          return (
            <li key={row.id} className={css.row}>
              <div className={css.grow}>
                <span className={css.line}><b>{name}</b>{row.isPrimary && <Badge tone="brand">{t('primary')}</Badge>}</span>
                <span className={css.wrap}>{[...regionNames(regions, regionPath(row)), row.line1, row.line2].filter(Boolean).join(' ')} <span className="meta figures">{row.postalCode}</span></span>
                {(row.recipient || row.phone) && <span className="meta figures">{[row.recipient, row.phone && phone(row.phone)].filter(Boolean).join(' · ')}</span>}
              </div>
              {mayChange && (
                <Menu
                  label={t('itemMenu', { name })}
                  trigger={(props) => <IconButton {...props} size="small" label={t('itemMenu', { name })} icon={Ellipsis} />}
                  items={[
                    { label: t('common:action.edit'), icon: Pencil, onSelect: () => setOpen({ row }) },
                    { label: t('common:action.remove'), icon: Trash2, danger: true, onSelect: () => remove.mutate(row) },
                  ]}
                />
              )}
            </li>
          );
        })}
      </ul>
      {open && (
        <Suspense>
          <AddressDrawer customerId={customerId} row={open.row} first={addresses.length === 0} onClose={() => setOpen(null)} />
        </Suspense>
      )}
    </Card>
  );
}
