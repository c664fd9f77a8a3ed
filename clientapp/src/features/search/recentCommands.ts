const key = 'crm.commands.recent';

/** Commands only, by id: names of customers are not kept in the browser. */
export function recentCommands(): string[] {
  return (localStorage.getItem(key) ?? '').split(',').filter(Boolean);
}

export function rememberCommand(id: string) {
  const others = recentCommands().filter((recent) => recent !== id);
  localStorage.setItem(key, [id, ...others].slice(0, 5).join(','));
}
