import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function ContactsPage() {
  const { t } = useTranslation('contacts');
  return <Page title={t('title')} />;
}
