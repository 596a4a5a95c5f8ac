/** A sheet to read: on the wall, in the console, on the phone of whoever checks it. */

import { ranked } from '@kit/ranked';
import { pick, t } from '@wire';
import { type CellView, type ColumnView, type Content, type FieldView, type Paper, rowsOf, type SectionView } from './form';

interface SheetPageProps {
  readonly paper: Paper;
  readonly content: Content;
  /** Names for fields that hold a person. */
  readonly nameOf?: (person: string) => string | undefined;
}

export function SheetPage({ paper, content, nameOf }: SheetPageProps) {
  return (
    <div class="paper-sheet">
      {ranked(paper).map((section) => (
        <Section key={section.id} section={section} content={content} nameOf={nameOf} />
      ))}
    </div>
  );
}

interface SectionProps {
  readonly section: SectionView;
  readonly content: Content;
  readonly nameOf: ((person: string) => string | undefined) | undefined;
}

function Section({ section, content, nameOf }: SectionProps) {
  const fields = ranked(section.fields).filter((field) => hasContent(field.id, field, content));
  if (fields.length === 0) return null;
  return (
    <section class="paper-section">
      <h3 class="paper-title">{pick(section.title)}</h3>
      <dl>
        {fields.map((field) => (
          <div key={field.id} class="paper-field">
            <dt>{pick(field.label)}</dt>
            <dd>{field.type === 'table' ? <Lines field={field} content={content} /> : <Value field={field} content={content} nameOf={nameOf} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function hasContent(id: string, field: FieldView, { cells }: Content): boolean {
  if (field.type === 'table' || field.type === 'list') return Object.keys(cells).some((key) => key.startsWith(`${id}.`) && filled(cells[key]));
  return filled(cells[id]);
}

function filled(cell: CellView | undefined): boolean {
  return cell !== undefined && (Boolean(cell.text) || cell.options !== undefined);
}

interface ValueProps {
  readonly field: FieldView & { readonly id: string };
  readonly content: Content;
  readonly nameOf: ((person: string) => string | undefined) | undefined;
}

function Value({ field, content, nameOf }: ValueProps) {
  if (field.type === 'list') {
    const rows = rowsOf(content, field.id).filter((row) => content.cells[`${field.id}.${row}`]?.text);
    return (
      <ul class="paper-list">
        {rows.map((row) => (
          <li key={row}>
            <bdi>{content.cells[`${field.id}.${row}`]?.text}</bdi>
          </li>
        ))}
      </ul>
    );
  }
  const cell = content.cells[field.id];
  const people = field.type === 'person' ? Object.keys(cell?.options ?? {}).map((person) => nameOf?.(person) ?? '') : undefined;
  return <bdi>{people ? people.join(t(', ')) : shown(cell, field)}</bdi>;
}

function Lines({ field, content }: { readonly field: FieldView & { readonly id: string }; readonly content: Content }) {
  const columns = ranked(field.columns);
  const rows = rowsOf(content, field.id).filter((row) => columns.some(({ id }) => filled(content.cells[`${field.id}.${row}.${id}`])));
  return (
    <table class="paper-table">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.id} scope="col">
              {pick(column.label)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            {columns.map((column) => (
              <td key={column.id} data-label={pick(column.label)}>
                <bdi>{shown(content.cells[`${field.id}.${row}.${column.id}`], column)}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What stands in a field, in words. */
function shown(cell: CellView | undefined, of: FieldView | ColumnView): string {
  if (!cell?.options) return cell?.text ?? '';
  return ranked(of.options)
    .filter(({ id }) => cell.options?.[id])
    .map(({ text }) => pick(text))
    .join(t(', '));
}
