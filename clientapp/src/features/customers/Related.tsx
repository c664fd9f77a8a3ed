import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { withTexts } from '../../i18n/i18n';
import { Addresses } from './Addresses';
import { Card, Nothing } from './Card';
import type { CustomerOverview } from './customer.queries';
import { CustomerContacts } from './CustomerContacts';
import { CustomerFiles } from './CustomerFiles';
import { NextSteps } from './NextSteps';
import { Subsidiaries } from './Subsidiaries';
import { TaxProfiles } from './TaxProfiles';

const CustomerHistory = lazy(() => import('./CustomerHistory'));
const CareCard = lazy(() => withTexts(import('../care/CareCard'), 'care'));
const OffersCard = lazy(() => withTexts(import('../offers/OffersCard'), 'offers'));
const AnswersCard = lazy(() => withTexts(import('../questionnaires/AnswersCard'), 'questionnaires'));
const TierCard = lazy(() => withTexts(import('../orders/TierCard'), 'orders'));
const KeyAccountCard = lazy(() => withTexts(import('../keyAccounts/KeyAccountCard'), 'keyAccounts'));
const LifeCards = lazy(() => withTexts(import('../lifecycle/LifeCards'), 'lifecycle'));
const TradePanel = lazy(() => withTexts(import('../orders/TradePanel'), 'orders'));

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
        <Suspense>
          <LifeCards overview={overview} />
          <KeyAccountCard customerId={customer.id} contacts={contacts} />
        </Suspense>
      )}
      {inUse && can('orders.read') && (
        <Suspense>
          <TierCard customerId={customer.id} />
          <TradePanel customerId={customer.id} mayAdd={inUse} />
        </Suspense>
      )}
      {inUse && (
        <Suspense>
          {can('care.read') && <CareCard customerId={customer.id} />}
          {can('activities.read') && <AnswersCard customerId={customer.id} />}
          {can('offers.read') && <OffersCard customer={customer} />}
        </Suspense>
      )}
      <CustomerContacts customerId={customer.id} contacts={contacts} count={counters.contacts} mayAdd={inUse} />
      <Addresses customerId={customer.id} addresses={addresses} mayChange={customer.can.update} />
      <TaxProfiles customerId={customer.id} profiles={taxProfiles} name={customer.name} mayChange={customer.can.update} />
      {inUse ? <CustomerFiles customerId={customer.id} count={counters.files} /> : <Card title={t('card.files')} count={counters.files}><Nothing>{t('card.noFiles')}</Nothing></Card>}
      <Subsidiaries customerId={customer.id} count={counters.subsidiaries} />
      <Suspense>
        <CustomerHistory customer={customer} />
      </Suspense>
    </>
  );
}
