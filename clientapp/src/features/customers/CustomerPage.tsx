import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function CustomerPage() {
  const { t } = useTranslation('customers');
  return <Page title={t('title')} />;
}
