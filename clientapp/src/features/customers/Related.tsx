import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { CareCard } from '../care/CareCard';
import { KeyAccountCard } from '../keyAccounts/KeyAccountCard';
import { LifeCards } from '../lifecycle/LifeCards';
import { OffersCard } from '../offers/OffersCard';
import { TierCard } from '../orders/TierCard';
import { TradePanel } from '../orders/TradePanel';
import { AnswersCard } from '../questionnaires/AnswersCard';
import { Addresses } from './Addresses';
import { Card, Nothing } from './Card';
import type { CustomerOverview } from './customer.queries';
import { CustomerContacts } from './CustomerContacts';
import { CustomerFiles } from './CustomerFiles';
import { CustomerHistory } from './CustomerHistory';
import { NextSteps } from './NextSteps';
import { Subsidiaries } from './Subsidiaries';
import { TaxProfiles } from './TaxProfiles';

type RelatedProps = { overview: CustomerOverview; onPlan: (() => void) | undefined; onOpenStep: (id: string) => void };

/** What hangs on a customer. */
export default function Related({ overview, onPlan, onOpenStep }: RelatedProps) {
  const { t } = useTranslation('customer');
  const { customer, counters, openFollowUps, contacts, addresses, taxProfiles } = overview;
  const inUse = !customer.deletedAt;
  return (
    <>
      <NextSteps steps={openFollowUps} count={counters.openFollowUps} overdue={counters.overdueFollowUps} onPlan={onPlan} onOpen={onOpenStep} />
      {inUse && (
        <>
          <LifeCards overview={overview} />
          <KeyAccountCard customerId={customer.id} contacts={contacts} />
          {can('orders.read') && <TierCard customerId={customer.id} />}
          {can('orders.read') && <TradePanel customerId={customer.id} />}
          {can('care.read') && <CareCard customerId={customer.id} />}
          {can('activities.read') && <AnswersCard customerId={customer.id} />}
          {can('offers.read') && <OffersCard customer={customer} />}
        </>
      )}
      <CustomerContacts customerId={customer.id} contacts={contacts} count={counters.contacts} mayAdd={inUse} />
      <Addresses customerId={customer.id} addresses={addresses} mayChange={customer.can.update} />
      <TaxProfiles customerId={customer.id} profiles={taxProfiles} name={customer.name} mayChange={customer.can.update} />
      {inUse ? <CustomerFiles customerId={customer.id} count={counters.files} /> : <Card title={t('card.files')} count={counters.files}><Nothing>{t('card.noFiles')}</Nothing></Card>}
      <Subsidiaries customerId={customer.id} count={counters.subsidiaries} />
      <CustomerHistory customer={customer} />
    </>
  );
}
