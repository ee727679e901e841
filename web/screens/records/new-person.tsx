/** A person the register does not know yet: a newborn, somebody who moved in, somebody forgotten. */
import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type HouseholdPage, getHousehold } from '../../api/registry.ts';
import { today, useAddress } from '../../shell/address.ts';
import { doors } from '../../shell/doors.ts';
import { DoorLink } from '../../ui/door.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryView } from '../../ui/states.tsx';
import { AttributeFields } from './attribute-fields.tsx';
import { EMPTY_ATTRIBUTES, NEW_PERSON, type NewPersonDraft, newPersonCommands } from './drafts.ts';
import { HouseholdFields, ResidenceFields } from './place-fields.tsx';
import { useRecordWords } from './words.ts';
import { Writing } from './writing.tsx';

/** `ho` in the address: the household to be put into; `moisinh`: born today or lately. */
export function NewPerson(): ReactNode {
  const t = useRecordWords();
  const [search] = useAddress();
  const householdId = Number(search['ho'] ?? 0);
  const isNewborn = search['moisinh'] === '1';
  const household = useQuery({
    queryKey: ['household', householdId, undefined],
    queryFn: ({ signal }) => getHousehold(householdId, undefined, signal),
    enabled: householdId > 0,
  });
  const body = (found: HouseholdPage | null): ReactNode => (
    <NewPersonForms household={found} isNewborn={isNewborn} />
  );
  return (
    <Page
      title={isNewborn ? t.addChild : t.newTitle}
      about={
        <>
          {t.newAbout} <DoorLink door={doors.findPeople('')}>{t.newFind}</DoorLink>
        </>
      }
    >
      {householdId > 0 ? (
        <QueryView query={household} lines={6}>
          {body}
        </QueryView>
      ) : (
        body(null)
      )}
    </Page>
  );
}

interface NewPersonFormsProps {
  household: HouseholdPage | null;
  isNewborn: boolean;
}

/** After one is written the next begins with the same household and place. */
function NewPersonForms(props: NewPersonFormsProps): ReactNode {
  const t = useRecordWords();
  const [round, setRound] = useState(0);
  const again = (
    <Button size="compact-sm" variant="default" onClick={() => setRound(round + 1)}>
      {t.another}
    </Button>
  );
  return <NewPersonForm key={round} {...props} again={again} />;
}

function NewPersonForm(props: NewPersonFormsProps & { again: ReactNode }): ReactNode {
  const t = useRecordWords();
  const [draft, setDraft] = useState(() => emptyDraft(props));
  const { residence } = draft;
  const fields = (
    <Stack gap="md">
      <AttributeFields
        draft={draft.attributes}
        onChange={(attributes) =>
          setDraft({
            ...draft,
            attributes,
            // a newborn lives there from birth
            residence: props.isNewborn ? { ...residence, from: attributes.birthDate } : residence,
          })
        }
      />
      <h3>{t.newResidence}</h3>
      <ResidenceFields
        draft={residence}
        onChange={(next) => setDraft({ ...draft, residence: next })}
        isNewPerson
      />
      <h3>{t.newHousehold}</h3>
      <HouseholdFields
        draft={draft.household}
        onChange={(household) => setDraft({ ...draft, household })}
        deeds={['join', 'found', 'leave']}
        isNewPerson
      />
    </Stack>
  );
  return (
    <Writing
      commands={newPersonCommands(draft)}
      fields={fields}
      personOf={(recorded) => recorded.people[NEW_PERSON] ?? 0}
      renderAfter={(recorded) => (
        <>
          <DoorLink door={doors.person(recorded.people[NEW_PERSON] ?? 0)}>{t.openPerson}</DoorLink>
          {props.again}
        </>
      )}
    />
  );
}

function emptyDraft({ household, isNewborn }: NewPersonFormsProps): NewPersonDraft {
  const place = household?.place ?? null;
  const head = household?.members.find((member) => member.isHead && member.to === null);
  return {
    attributes: EMPTY_ATTRIBUTES,
    residence: {
      place: place && { id: place.placeId, name: place.name, detail: '' },
      kind: 'permanent',
      from: isNewborn ? null : today(),
      lastDay: null,
      note: '',
    },
    household: {
      how: household === null ? 'leave' : 'join',
      household: household && {
        householdId: household.householdId,
        name: head?.fullName ?? household.code ?? '',
      },
      relation: 'child',
      place: null,
      code: '',
      address: '',
      from: null,
    },
  };
}
