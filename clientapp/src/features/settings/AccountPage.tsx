import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/session';
import { Page } from '../../app/Page';
import { changeLanguage } from '../../i18n/i18n';
import { languages } from '../../i18n/language';
import { Segmented } from '../../ui/Inputs';
import { chooseTheme, themes, useTheme } from '../../ui/theme';
import { PasswordChange } from '../auth/PasswordForm';
import { CalendarAccess } from './CalendarAccess';
import { ReminderSettings } from './ReminderSettings';
import css from './settings.module.css';

/** Who I am, how the page looks to me, and my password. */
export function AccountPage() {
  const { t, i18n } = useTranslation(['settings', 'boot']);
  const me = useMe();
  const theme = useTheme();
  const facts = [
    { label: t('account.name'), value: me.name },
    { label: t('account.email'), value: me.email },
    { label: t('account.role'), value: t(`boot:roles.${me.role}`) },
    { label: t('account.team'), value: me.teamName ?? t('account.none') },
    { label: t('account.timeZone'), value: me.timeZone },
  ];
  return (
    <Page title={t('account.title')}>
      <section className={css.card} aria-labelledby="account-profile">
        <h2 id="account-profile">{t('account.profile')}</h2>
        <dl className={css.facts}>{facts.map(({ label, value }) => <FactLine key={label} label={label} value={value} />)}</dl>
        <p className="meta">{t('account.profileHint')}</p>
      </section>
      <section className={css.card} aria-labelledby="account-appearance">
        <h2 id="account-appearance">{t('account.appearance')}</h2>
        <div className={css.line}>
          <span aria-hidden>{t('account.language')}</span>
          <Segmented
            label={t('account.language')}
            value={i18n.language === 'en' ? 'en' : 'zh-CN'}
            options={languages.map((language) => ({ value: language, label: t(language === 'en' ? 'boot:shell.english' : 'boot:shell.chinese') }))}
            onChange={(language) => void changeLanguage(language)}
          />
        </div>
        <div className={css.line}>
          <span aria-hidden>{t('account.theme')}</span>
          <Segmented label={t('account.theme')} value={theme} options={themes.map((name) => ({ value: name, label: t(`boot:shell.${name}`) }))} onChange={chooseTheme} />
        </div>
      </section>
      <section className={css.card} aria-labelledby="account-reminders">
        <h2 id="account-reminders">{t('reminders.title')}</h2>
        <ReminderSettings />
      </section>
      <section className={css.card} aria-labelledby="account-calendar">
        <h2 id="account-calendar">{t('calendar.title')}</h2>
        <CalendarAccess />
      </section>
      <section className={css.card} aria-labelledby="account-password">
        <h2 id="account-password">{t('account.password')}</h2>
        <p className={css.intro}>{t('boot:password.introOwn')}</p>
        <div className={css.form}><PasswordChange /></div>
      </section>
    </Page>
  );
}

const FactLine = ({ label, value }: { label: string; value: string }) => (
  <>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </>
);
