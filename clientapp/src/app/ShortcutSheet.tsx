import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can } from '../api/session';
import { Kbd } from '../ui/Badge';
import { Dialog } from '../ui/Dialog';
import { Checkbox } from '../ui/Inputs';
import { enableSingleKeys, singleKeysEnabled } from '../ui/pageKeys';
import { navItems } from './navigation';
import css from './shell.module.css';
import { isApple, searchKeys } from './shortcuts';

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['common', 'boot']);
  const [enabled, setEnabled] = useState(singleKeysEnabled);

  const groups: { name: string; rows: [string, string[]][] }[] = [
    {
      name: t('shortcuts.anywhere'),
      rows: [
        [t('shortcuts.search'), [searchKeys]],
        [t('shortcuts.help'), ['?']],
        [t('shortcuts.close'), ['Esc']],
        ...navItems
          .filter((item) => item.key && (!item.permission || can(item.permission)))
          .map((item): [string, string[]] => [t('shortcuts.goTo', { page: t(`boot:${item.label}`) }), ['G', item.key!.toUpperCase()]]),
      ],
    },
    {
      name: t('shortcuts.lists'),
      rows: [
        [t('shortcuts.create'), ['N']],
        [t('shortcuts.filter'), ['/']],
        [t('shortcuts.rows'), ['K', 'J']],
        [t('shortcuts.openRow'), ['Enter']],
        [t('shortcuts.selectRow'), ['X']],
        [t('shortcuts.edit'), ['E']],
      ],
    },
    {
      name: t('shortcuts.forms'),
      rows: [
        [t('shortcuts.edit'), ['F2']],
        [t('shortcuts.save'), [isApple ? '⌘S' : 'Ctrl S']],
        [t('shortcuts.newLine'), ['Shift Enter']],
      ],
    },
  ];

  return (
    <Dialog
      title={t('shortcuts.title')}
      onClose={onClose}
      footer={
        <Checkbox
          label={t('shortcuts.enabled')}
          checked={enabled}
          onChange={(event) => {
            enableSingleKeys(event.target.checked);
            setEnabled(event.target.checked);
          }}
        />
      }
    >
      {groups.map((group) => (
        <Fragment key={group.name}>
          <h3>{group.name}</h3>
          <dl className={css.sheet}>
            {group.rows.map(([what, keys]) => (
              <Fragment key={what}>
                <dt>{what}</dt>
                <dd>{keys.map((key) => <Kbd key={key}>{key}</Kbd>)}</dd>
              </Fragment>
            ))}
          </dl>
        </Fragment>
      ))}
    </Dialog>
  );
}
