import { TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { fieldProps } from "../../ui/input/fieldProps.tsx";

interface Props {
  value: string;
  onChange: (code: string) => void;
  help: string;
  error: string | undefined;
}

/** As the server takes it. */
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** The short code by which a row is told apart in tables and exports. */
export function CodeInput({ value, onChange, help, error }: Props) {
  const { t } = useTranslation("organisation");
  const code = value.trim();
  const wrong = code !== "" && !CODE.test(code) ? t("codeWrong") : error;
  return (
    <TextInput
      {...fieldProps({ name: "code", label: t("field.code"), required: true, help, error: wrong })}
      maxLength={20}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
