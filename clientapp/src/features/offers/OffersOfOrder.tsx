import { useTranslation } from 'react-i18next';
import css from './offers.module.css';
import type { Offer } from './offers.queries';
import { useTerms } from './terms';

/** What the customer of an order gets on its day; prices go into its lines by themselves. */
export default function OffersOfOrder({ offers }: { offers: Offer[] }) {
  const { t } = useTranslation('offers');
  const terms = useTerms();
  return (
    <div className={css.ofOrder} role="status">
      <strong>{t('ofOrder')}</strong>
      <ul>{offers.map((offer) => <li key={offer.id}>{terms(offer)}</li>)}</ul>
    </div>
  );
}
