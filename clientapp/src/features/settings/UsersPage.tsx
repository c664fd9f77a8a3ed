import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function UsersPage() {
  const { t } = useTranslation('settings');
  return <Page title={t('users.title')} />;
}
