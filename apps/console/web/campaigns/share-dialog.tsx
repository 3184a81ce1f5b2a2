import type { CampaignDetail } from '../api/answers.js';
import { type Downloaded, download } from '../api/ask.js';
import { type Field, FormDialog } from '../parts/form-dialog.js';
import { say } from '../shell/say.js';

interface ShareDialog {
  readonly campaign: Pick<CampaignDetail, 'id'>;
  readonly onClose: () => void;
}

const FIELDS: readonly Field[] = [
  {
    name: 'format',
    label: 'Format',
    choices: [
      { value: 'stix', label: 'STIX 2.1 bundle' },
      { value: 'misp', label: 'MISP event' },
    ],
    begins: 'stix',
  },
  {
    name: 'tlp',
    label: 'To whom peers may hand it on (TLP 2.0)',
    choices: [
      { value: 'red', label: 'RED: to nobody' },
      { value: 'amber+strict', label: 'AMBER+STRICT: within their organisation' },
      { value: 'amber', label: 'AMBER: within it, and to its clients' },
      { value: 'green', label: 'GREEN: within their community' },
      { value: 'clear', label: 'CLEAR: to anybody' },
    ],
    begins: 'amber',
  },
  { name: 'producer', label: 'Who tells it, as peers know you', begins: 'Usewatch' },
  {
    name: 'domains',
    label: 'Domains to share by name',
    says: 'One a line. A name goes out only where the campaign promotes it and no account is called so; others stay hashes',
    as: 'text',
    isOptional: true,
  },
  { name: 'reason', label: 'Why it is shared (logged)', as: 'text' },
];

/** Asks how a campaign is to be told to peers, and gives the file to the browser. */
export function ShareDialog({ campaign: { id }, onClose }: ShareDialog) {
  return (
    <FormDialog
      title="Share with peers"
      fields={FIELDS}
      does="Download"
      onClose={onClose}
      onSend={async ({ format, tlp, producer, reason, domains = '' }) => {
        const domain = domains.split(/\s/).filter((name) => name !== '');
        keep(await download(`/v1/campaigns/${id}/indicators`, { format, tlp, producer, reason, domain }));
        say('Written down as shared, and downloaded');
      }}
    >
      <p style={{ margin: 0, fontSize: 13, color: 'var(--muted)' }}>
        Counts leave in bands, texts and contacts as keyed hashes, and nothing of any account.
      </p>
    </FormDialog>
  );
}

function keep({ name, bytes }: Downloaded): void {
  const address = URL.createObjectURL(bytes);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
