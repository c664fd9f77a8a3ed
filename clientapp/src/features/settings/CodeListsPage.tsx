import { useTranslation } from 'react-i18next';
import { Page } from '../../app/Page';

export function CodeListsPage() {
  const { t } = useTranslation('settings');
  return <Page title={t('codeLists.title')} />;
}
