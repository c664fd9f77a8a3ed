import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { useFormat } from '../../format/useFormat';
import { Badge } from '../../ui/Badge';
import { ErrorState, Skeleton } from '../../ui/States';
import { Card, Nothing } from '../customers/Card';
import css from './offers.module.css';
import { offersOfCustomer } from './offers.queries';
import { statusTones, useTerms } from './terms';

const OfferForm = lazy(() => import('./OfferForm').then((file) => ({ default: file.OfferForm })));
const OfferDrawer = lazy(() => import('./OfferDrawer').then((file) => ({ default: file.OfferDrawer })));

/** What a customer gets that others do not. */
export function OffersCard({ customer }: { customer: { id: string; name: string } }) {
  const { t } = useTranslation('offers');
  const format = useFormat();
  const terms = useTerms();
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery(offersOfCustomer(customer.id));
  return (
    <Card title={t('title')} onAdd={can('offers.write') ? () => setAdding(true) : undefined} addLabel={t('create')}>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={40} />}
      {data?.length === 0 && <Nothing>{t('none')}</Nothing>}
      <ul>
        {data?.map((offer) => (
          <li key={offer.id} className={css.offer}>
            <button type="button" className={css.terms} onClick={() => setOpen(offer.id)}>
              <span>{terms(offer)}</span>
              <span className="meta">{t('valid', { from: format.shortDate(offer.validFrom), to: offer.validTo ? format.shortDate(offer.validTo) : t('noEnd') })}</span>
            </button>
            {offer.status !== 'active' && <Badge tone={statusTones[offer.status]}>{t(`status.${offer.status}`)}</Badge>}
          </li>
        ))}
      </ul>
      <Suspense>
        {adding && <OfferForm customer={{ id: customer.id, name: customer.name }} onClose={() => setAdding(false)} onSaved={() => setAdding(false)} />}
        {open && <OfferDrawer key={open} id={open} onClose={() => setOpen(null)} />}
      </Suspense>
    </Card>
  );
}
