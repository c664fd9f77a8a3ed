import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { changeLanguage } from '../i18n/i18n';
import { IconButton } from '../ui/Button';
import { Menu } from '../ui/Menu';
import { chooseTheme, themes, useShownTheme, useTheme } from '../ui/theme';

export function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu
      label={t('shell.language')}
      trigger={(props) => <IconButton {...props} label={t('shell.language')} icon={Languages} />}
      items={[
        { label: t('shell.chinese'), checked: i18n.language === 'zh-CN', onSelect: () => changeLanguage('zh-CN') },
        { label: t('shell.english'), checked: i18n.language === 'en', onSelect: () => changeLanguage('en') },
      ]}
    />
  );
}

const themeIcons = { light: Sun, dark: Moon, system: Monitor };

export function ThemeMenu() {
  const { t } = useTranslation();
  const theme = useTheme();
  const shown = useShownTheme();
  return (
    <Menu
      label={t('shell.theme')}
      trigger={(props) => <IconButton {...props} label={t('shell.theme')} icon={themeIcons[shown]} />}
      items={themes.map((name) => ({ label: t(`shell.${name}`), icon: themeIcons[name], checked: name === theme, onSelect: () => chooseTheme(name) }))}
    />
  );
}
