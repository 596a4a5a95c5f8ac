/** What somebody wrote, or that it was erased. */

import { t } from '../words';

interface Written {
  readonly text?: string;
  readonly erased?: boolean | undefined;
}

export function shownText({ text = '', erased }: Written): string {
  return erased ? t('(erased)') : text;
}
