import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../../api/session';
import { Page } from '../../app/Page';
import { EmptyState } from '../../ui/States';

type ManagedPageProps = { title: string; permission: string; actions?: ReactNode; fill?: boolean; children: ReactNode };

/** A page for those who manage; others read who does. */
export function ManagedPage({ title, permission, actions, fill, children }: ManagedPageProps) {
  const { t } = useTranslation('settings');
  if (!can(permission))
    return (
      <Page title={title}>
        <EmptyState icon={ShieldCheck} title={t('forbidden.title')} hint={t('forbidden.hint')} />
      </Page>
    );
  return <Page title={title} actions={actions} {...(fill && { fill })}>{children}</Page>;
}
