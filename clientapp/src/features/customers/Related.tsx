import { Addresses } from './Addresses';
import type { CustomerOverview } from './customer.queries';
import { CustomerContacts } from './CustomerContacts';
import { CustomerFiles } from './CustomerFiles';
import { NextSteps } from './NextSteps';
import { Subsidiaries } from './Subsidiaries';
import { TaxProfiles } from './TaxProfiles';

type RelatedProps = { overview: CustomerOverview; onPlan: (() => void) | undefined; onOpenStep: (id: string) => void };

/** What hangs on a customer. */
export default function Related({ overview, onPlan, onOpenStep }: RelatedProps) {
  const { customer, counters, openFollowUps, contacts, addresses, taxProfiles } = overview;
  const inUse = !customer.deletedAt;
  return (
    <>
      <NextSteps steps={openFollowUps} count={counters.openFollowUps} overdue={counters.overdueFollowUps} onPlan={onPlan} onOpen={onOpenStep} />
      <CustomerContacts customerId={customer.id} contacts={contacts} count={counters.contacts} mayAdd={inUse} />
      <Addresses customerId={customer.id} addresses={addresses} mayChange={customer.can.update} />
      <TaxProfiles customerId={customer.id} profiles={taxProfiles} name={customer.name} mayChange={customer.can.update} />
      {inUse && <CustomerFiles customerId={customer.id} count={counters.files} />}
      <Subsidiaries customerId={customer.id} count={counters.subsidiaries} />
    </>
  );
}
